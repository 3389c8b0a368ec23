/** FNV-1a over UTF-16 units, 32 bits: the same on every host. */
export function hash(id: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) value = Math.imul(value ^ id.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/**
 * A new id that sorts after those of earlier milliseconds: a UUID of version 7 (RFC 9562, section 5.7). What is kept by such ids is written next to what was
 * written before it. `now` in milliseconds since the epoch.
 */
export function timeOrderedId(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  // What follows the version is as in version 4: the variant, and chance.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

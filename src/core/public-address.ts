/** Networks that are not the public internet, as `address/bits` (IANA's special-purpose registries, RFC 6890 and its updates). */
const SPECIAL_V4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4';

/** Of 2000::/3, which alone is given out: protocol assignments with Teredo, documentation, 6to4. */
const SPECIAL_V6: readonly (readonly [group: number, mask: number, second: number, secondMask: number])[] = [
  [0x2001, 0xffff, 0x0000, 0xfe00],
  [0x2001, 0xffff, 0x0db8, 0xffff],
  [0x2002, 0xffff, 0, 0],
  [0x3fff, 0xffff, 0, 0xf000],
];

const NETWORKS = SPECIAL_V4.split(' ').map((network) => {
  const [address = '', bits = ''] = network.split('/');
  return { start: numberOf(address) ?? 0, size: 2 ** (32 - Number(bits)) };
});

/**
 * Whether an IP address is one of the public internet. Loopback, private, link-local, carrier-grade NAT, cloud metadata, multicast and reserved
 * ones are not, nor is what is no address; an IPv6 address with an IPv4 one inside (mapped, translated by 64:ff9b::/96) is what that one is.
 */
export function isPublicAddress(address: string): boolean {
  const v4 = numberOf(address);
  if (v4 !== null) return isPublicV4(v4);
  const groups = groupsOf(address);
  if (groups === null) return false;
  const [first = 0, second = 0] = groups;
  const inner = ((groups[6] ?? 0) * 65_536 + (groups[7] ?? 0)) >>> 0;
  const isZero = (from: number, to: number): boolean => groups.slice(from, to).every((group) => group === 0);
  if (isZero(0, 5) && groups[5] === 0xffff) return isPublicV4(inner);
  if (first === 0x64 && second === 0xff9b && isZero(2, 6)) return isPublicV4(inner);
  if ((first & 0xe000) !== 0x2000) return false;
  return !SPECIAL_V6.some(([one, mask, two, mask2]) => (first & mask) === one && (second & mask2) === two);
}

function isPublicV4(address: number): boolean {
  return !NETWORKS.some(({ start, size }) => address >= start && address < start + size);
}

/** An IPv4 address of four decimal numbers; `null` for anything else. A URL's parser has made one of whatever other spelling there is. */
function numberOf(address: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** The eight groups of an IPv6 address, without zone; `null` for anything else. */
function groupsOf(address: string): number[] | null {
  const [plain = ''] = address.toLowerCase().split('%');
  const last = plain.slice(plain.lastIndexOf(':') + 1);
  const v4 = numberOf(last);
  const text =
    v4 === null
      ? plain
      : `${plain.slice(0, -last.length)}${Math.floor(v4 / 65_536).toString(16)}:${(v4 % 65_536).toString(16)}`;
  const [head = '', tail, ...more] = text.split('::');
  if (more.length > 0 || !/^[\da-f:]*$/.test(text)) return null;
  const split = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const [before, after] = [split(head), split(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return groups.every((group) => /^[\da-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

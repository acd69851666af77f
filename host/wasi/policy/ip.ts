/** `wasi:sockets/network.ip-address` */
export type IpAddress =
  { readonly tag: 'ipv4'; readonly val: Ipv4 } | { readonly tag: 'ipv6'; readonly val: Ipv6 };

export type Ipv4 = readonly [number, number, number, number];
export type Ipv6 = readonly [number, number, number, number, number, number, number, number];

/** The bytes of an address: 4 or 16, and 4 for an IPv4 address that is written as one of IPv6. */
export function bytesOf(address: IpAddress): readonly number[] {
  if (address.tag === 'ipv4') return address.val;
  const bytes = address.val.flatMap((group) => [group >> 8, group & 0xff]);
  const isMapped = address.val.slice(0, 5).every((group) => group === 0) && address.val[5] === 0xffff;
  return isMapped ? bytes.slice(12) : bytes;
}

/** The bytes of an address as text has it; null for anything else. */
export function parseIp(text: string): readonly number[] | null {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

function parseIpv4(text: string): readonly number[] | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part))) return null;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte <= 255) ? bytes : null;
}

function parseIpv6(text: string): readonly number[] | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const groups = [...head, ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const missing = 8 - groups.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const all = [...head, ...Array.from({ length: missing }, () => '0'), ...tail].map((group) =>
    parseInt(group, 16),
  );
  return bytesOf({ tag: 'ipv6', val: all as unknown as Ipv6 });
}

/** Whether the first `length` bits of two addresses of one family agree. */
export function sharesPrefix(a: readonly number[], b: readonly number[], length: number): boolean {
  if (a.length !== b.length) return false;
  return a.every((byte, i) => {
    const bits = Math.min(8, Math.max(0, length - i * 8));
    const mask = (0xff << (8 - bits)) & 0xff;
    return (byte & mask) === ((b[i] ?? 0) & mask);
  });
}

/** `wasi:sockets/network.ip-socket-address`, as far as a policy looks at it. */
export type IpSocketAddress =
  | { readonly tag: 'ipv4'; readonly val: { readonly port: number; readonly address: Ipv4 } }
  | { readonly tag: 'ipv6'; readonly val: { readonly port: number; readonly address: Ipv6 } };

/** As a person writes it: `127.0.0.1:80`, `[::1]:80`. */
export function socketAddressText(address: IpSocketAddress): string {
  const { port } = address.val;
  return address.tag === 'ipv4'
    ? `${address.val.address.join('.')}:${port}`
    : `[${groupsText(address.val.address)}]:${port}`;
}

function groupsText(groups: Ipv6): string {
  return groups.map((group) => group.toString(16)).join(':');
}

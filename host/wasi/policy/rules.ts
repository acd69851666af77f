import { bytesOf, type IpAddress, parseIp, sharesPrefix } from './ip.js';

/** Where sockets may go: `HOST[:PORT]`, where the host is a name, `*.NAME`, an address, addresses as `IP/BITS`, or `*`. */
export interface NetRule {
  readonly host: HostRule;
  /** Null for every port. */
  readonly port: number | null;
}

type HostRule =
  | { readonly kind: 'any' }
  | { readonly kind: 'name'; readonly name: string }
  /** What ends so; the name itself is none. */
  | { readonly kind: 'below'; readonly suffix: string }
  | { readonly kind: 'addresses'; readonly bytes: readonly number[]; readonly bits: number };

/** Where requests may go: `[SCHEME://]HOST[:PORT]`. Without a port it is the scheme's own; `*` alone is everywhere. */
export interface HttpRule {
  /** Null for both, `http` and `https`. */
  readonly scheme: 'http' | 'https' | null;
  readonly host: HostRule;
  readonly port: number | 'own' | null;
}

const NAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*$/i;
const HOST_AND_PORT = /^(?:\[([0-9a-f:]+)\](\/\d{1,3})?|([^:[\]/]+)(\/\d{1,3})?)(?::(\d{1,5}|\*))?$/i;

/** Null for what is no rule. */
export function parseNetRule(text: string): NetRule | null {
  const [, v6, v6Bits, plain, plainBits, portText = '*'] = HOST_AND_PORT.exec(text) ?? [];
  const host = parseHost(v6 ?? plain ?? '', v6Bits ?? plainBits, v6 !== undefined);
  const port = portText === '*' ? null : Number(portText);
  if (host === null || (port !== null && port > 65535)) return null;
  return { host, port };
}

/** Null for what is no rule. */
export function parseHttpRule(text: string): HttpRule | null {
  const [, scheme = null, rest = ''] = /^(?:(https?):\/\/)?(.*?)\/?$/i.exec(text) ?? [];
  const rule = parseNetRule(rest);
  if (rule === null || (rule.host.kind === 'addresses' && /\/\d+(?::|$)/.test(rest))) return null;
  const isAnyPort = rest === '*' || rest.endsWith(':*');
  return {
    scheme: scheme === null ? null : (scheme.toLowerCase() as 'http' | 'https'),
    host: rule.host,
    port: rule.port ?? (isAnyPort ? null : 'own'),
  };
}

function parseHost(text: string, bitsText: string | undefined, isBracketed: boolean): HostRule | null {
  if (text === '*' && bitsText === undefined) return { kind: 'any' };
  const bytes = parseIp(text);
  if (bytes !== null) {
    const bits = bitsText === undefined ? bytes.length * 8 : Number(bitsText.slice(1));
    return bits <= bytes.length * 8 ? { kind: 'addresses', bytes, bits } : null;
  }
  if (bitsText !== undefined || isBracketed) return null;
  const name = text.toLowerCase();
  if (name.startsWith('*.') && NAME.test(name.slice(2))) return { kind: 'below', suffix: name.slice(1) };
  // What looks like an address and is none must not pass for a name.
  return NAME.test(name) && !/^[\d.]+$/.test(name) ? { kind: 'name', name } : null;
}

/** Whether `name` may be looked up by one of `rules`; the ports for which its addresses may then be used. */
export function portsOfName(rules: readonly NetRule[], name: string): readonly (number | null)[] {
  const plain = name.toLowerCase().replace(/\.$/, '');
  return rules.filter(({ host }) => matchesName(host, plain)).map(({ port }) => port);
}

/** Whether a rule is for this very address, not for a name. */
export function allowsAddress(rules: readonly NetRule[], address: IpAddress, port: number): boolean {
  const bytes = bytesOf(address);
  return rules.some((rule) => (rule.port === null || rule.port === port) && matchesAddress(rule.host, bytes));
}

/** Whether a request may go to `authority`, which is `HOST[:PORT]`. */
export function allowsRequest(
  rules: readonly HttpRule[],
  scheme: 'http' | 'https',
  authority: string,
): boolean {
  const [, v6, plain, portText] = /^(?:\[([0-9a-f:]+)\]|([^:[\]@/]+))(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  const host = (v6 ?? plain ?? '').toLowerCase().replace(/\.$/, '');
  if (host === '') return false;
  const ownPort = scheme === 'http' ? 80 : 443;
  const port = portText === undefined ? ownPort : Number(portText);
  const bytes = parseIp(host);
  return rules.some((rule) => {
    if (rule.scheme !== null && rule.scheme !== scheme) return false;
    if (rule.port !== null && (rule.port === 'own' ? ownPort : rule.port) !== port) return false;
    return bytes === null ? matchesName(rule.host, host) : matchesAddress(rule.host, bytes);
  });
}

function matchesName(rule: HostRule, name: string): boolean {
  if (rule.kind === 'any') return true;
  if (rule.kind === 'name') return rule.name === name;
  return rule.kind === 'below' && name.endsWith(rule.suffix) && name.length > rule.suffix.length;
}

function matchesAddress(rule: HostRule, bytes: readonly number[]): boolean {
  if (rule.kind === 'any') return true;
  return rule.kind === 'addresses' && sharesPrefix(rule.bytes, bytes, rule.bits);
}

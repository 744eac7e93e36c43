import { BlockList, isIP } from 'node:net';
import { HubError } from '../../../schema/errors.ts';

/** Where webhooks may be. */
export interface AddressRules {
  /** The demo lets them be at http://127.0.0.1 too. */
  readonly allowsLocalHttp: boolean;
  /** Networks of the city's own that are allowed although they are private. */
  readonly networks: BlockList;
}

export const PUBLIC_ADDRESSES: AddressRules = { allowsLocalHttp: false, networks: new BlockList() };

const LOCALHOST = '127.0.0.1';
const MAX_URL = 500;

/** What stands against the address of a webhook as it is written; null where it does. It repeats nothing of it. */
export function urlProblem(text: string, rules: AddressRules): string | null {
  if (text.length > MAX_URL) return `It must have at most ${MAX_URL} characters.`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null) return 'It is not an address.';
  if (url.username !== '' || url.password !== '' || url.hash !== '') {
    return 'It must hold no name, no password and nothing behind "#".';
  }
  const isLocal = rules.allowsLocalHttp && url.hostname === LOCALHOST;
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) return 'It must begin with https://.';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isAllowed(host, rules) ? null : 'This network is not one that the hub sends to.';
}

/** Whether the hub may connect to the IP address: a public one, or one of a network that is allowed. */
export function isAllowed(address: string, { allowsLocalHttp, networks }: AddressRules): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const type = family === 6 ? 'ipv6' : 'ipv4';
  if (networks.check(address, type) || (allowsLocalHttp && address === LOCALHOST)) return true;
  if (family === 4) return !NOT_PUBLIC.check(address, 'ipv4');
  return GLOBAL_UNICAST.check(address, 'ipv6') && !NOT_PUBLIC.check(address, 'ipv6');
}

/**
 * The networks of a list such as 10.1.0.0/16,fd00:1::/32.
 *
 * @throws HubError CONFIG_INVALID
 */
export function networksOf(list: string): BlockList {
  const networks = new BlockList();
  for (const entry of list.split(',')) {
    const [, address = '', length = ''] = /^\s*([0-9a-f.:]+)\/(\d{1,3})\s*$/i.exec(entry) ?? [];
    const family = isIP(address);
    if (family === 0 || Number(length) > (family === 4 ? 32 : 128)) throw notANetwork();
    networks.addSubnet(address, Number(length), family === 4 ? 'ipv4' : 'ipv6');
  }
  return networks;
}

function notANetwork(): HubError {
  const problem = 'the networks of webhooks are written as 10.1.0.0/16, several with commas between them.';
  return new HubError('CONFIG_INVALID', { details: { problem } });
}

/** All that is routed between networks at all (RFC 4291); IPv4 in other clothes is not in it, or below. */
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet('2000::', 3, 'ipv6');

/** What leads to the hub itself, its neighbours, or nowhere (IANA special-purpose registries). */
const NOT_PUBLIC = new BlockList();
for (const [network, length] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, length, 'ipv4');
}
for (const [network, length] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  NOT_PUBLIC.addSubnet(network, length, 'ipv6');
}

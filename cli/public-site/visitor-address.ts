import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Whom to count a visit to. Behind proxies it is what the outermost of them says, and what a visitor writes in front of that says
 * nothing. Of an IPv6 address only the network counts, for whoever has one address of it has them all.
 *
 * @param proxies how many proxies of one's own a visit comes through; 0 believes no header
 */
export function visitorAddress({ headers, socket }: IncomingMessage, proxies: number): string {
  const peer = socket.remoteAddress ?? '';
  const hops = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',');
  const told = proxies === 0 ? '' : (hops.at(-proxies) ?? '').trim();
  return network(isIP(told) === 0 ? peer : told);
}

function network(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (isIP(address) !== 6) return address;
  const [head = '', tail] = address.replace(/%.*/, '').split('::');
  const begin = head.split(':').filter((group) => group !== '');
  const end = (tail ?? '').split(':').filter((group) => group !== '');
  const groups = [...begin, ...Array<string>(Math.max(0, 8 - begin.length - end.length)).fill('0'), ...end];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

import { isIP } from 'node:net';
import type { Context } from 'hono';

/**
 * Which client a request comes from, for rate limits: its address, or for IPv6 its network, since a household has
 * 2^64 addresses. A proxy on this machine is believed what it says of the client, nobody else is.
 */
export function clientOf(c: Context): string {
  const peer: string = c.env?.incoming?.socket?.remoteAddress ?? '';
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return network(isLoopback(peer) && isIP(forwarded) ? forwarded : peer);
}

const isLoopback = (address: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(address);

function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (isIP(plain) !== 6) return plain;
  const [head = '', tail = ''] = plain.split('%')[0]!.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const missing = plain.includes('::') ? 8 - groups(head).length - groups(tail).length : 0;
  return [...groups(head), ...Array(missing).fill('0'), ...groups(tail)].slice(0, 4).join(':');
}

// Where reports of non-delivery arrive: each mail has a return path of its own that only this server can have made, so
// that a report can be matched to its mail and nobody can invent one.
import { createHmac, timingSafeEqual } from 'node:crypto';

const sign = (secret: string, hex: string): string =>
  createHmac('sha256', secret).update(`return path ${hex}`).digest('hex').slice(0, 20);

/** `reply@example.org` with something between name and domain: `reply+…@example.org`. */
export function tagged(address: string, tag: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at)}+${tag}${address.slice(at)}`;
}

/** The return path of one mail. Local parts may lose their capitals on the way, so there are none, and 64 letters fit. */
export function bounceAddress(secret: string, replies: string, mail: string): string {
  const hex = mail.replaceAll('-', '');
  return tagged(replies, `b${hex}${sign(secret, hex)}`);
}

/** The mail whose return path this tag is; undefined where it is none of ours. */
export function readBounceTag(secret: string, tag: string): string | undefined {
  const [, hex, signature] = /^b([0-9a-f]{32})([0-9a-f]{20})$/.exec(tag.toLowerCase()) ?? [];
  if (!hex || !signature || !timingSafeEqual(Buffer.from(signature), Buffer.from(sign(secret, hex)))) return undefined;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

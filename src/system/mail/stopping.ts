// Stopping mails without signing in (RFC 8058): the link says by itself whose mails of which coalition it stops, and
// that it is ours. Nothing is kept for it.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What people can choose to get, for each coalition. */
export const mailKinds = ['waits', 'closing', 'decided', 'summary'] as const;
export type MailKind = (typeof mailKinds)[number];

export interface Stopping {
  person: string;
  coalition: string;
  kind: MailKind;
}

/** Where the page and the one-click address are. */
export const stopPath = '/unsubscribe';

const sign = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(`stop ${text}`).digest('base64url').slice(0, 27);

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The token of the link that stops one kind of mail. */
export function stopToken(secret: string, { person, coalition, kind }: Stopping): string {
  const said = Buffer.concat([bytesOf(person), bytesOf(coalition), Buffer.of(mailKinds.indexOf(kind))]).toString(
    'base64url',
  );
  return `${said}.${sign(secret, said)}`;
}

/** What a token stops; undefined where it is none of ours. */
export function readStopToken(secret: string, token: string): Stopping | undefined {
  const [said = '', signature = ''] = token.split('.');
  const [given, own] = [Buffer.from(signature), Buffer.from(sign(secret, said))];
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  const bytes = Buffer.from(said, 'base64url');
  const kind = mailKinds[bytes[32] ?? -1];
  if (bytes.length !== 33 || !kind) return undefined;
  const hex = bytes.toString('hex');
  return { person: uuidOf(hex.slice(0, 32)), coalition: uuidOf(hex.slice(32, 64)), kind };
}

/** The link for the foot of a mail and its header. */
export const stopLink = (app: { secret: string; publicUrl: string }, stopping: Stopping): string =>
  `${app.publicUrl}${stopPath}?token=${stopToken(app.secret, stopping)}`;

// Takes mail in: replies and reports of non-delivery, handed on by the operator's mail server (LMTP, RFC 2033) or
// straight from others (SMTP). It takes mail for the one address with a tag that somebody here knows, and for nothing
// else; so it relays nothing and stores nothing.
import { rmSync } from 'node:fs';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';

export interface Arrived {
  /** What stood between the address's name and its domain. */
  tag: string;
  mail: ParsedMail;
  /** The return path; empty for reports, which nobody may answer (RFC 5321). */
  from: string;
}

export interface InboundParts {
  /** lmtp://127.0.0.1:2424, smtp://0.0.0.0:2525, or lmtp:/run/greenbelt/lmtp.sock */
  url: string;
  /** reply@example.org */
  replies: string;
  /** Whether anybody would read a mail with this tag. */
  knows(tag: string): Promise<boolean>;
  /** Reads it. What it throws has the mail server try again later; so it must bear being done twice. */
  take(arrived: Arrived): Promise<void>;
  log: (line: string, detail?: unknown) => void;
}

export interface Inbound {
  /** Where it listens; 0 on a socket. */
  port: number;
  stop(): Promise<void>;
}

/** A reply is a line and a quotation. */
const mostBytes = 2 * 1024 * 1024;

const answer = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });

/** The tag of an address, if it is ours: `reply+TAG@example.org`. */
export function tagOf(replies: string, address: string): string | undefined {
  const at = replies.lastIndexOf('@');
  const [name, domain] = [replies.slice(0, at).toLowerCase(), replies.slice(at).toLowerCase()];
  const given = address.toLowerCase();
  if (!given.startsWith(`${name}+`) || !given.endsWith(domain)) return undefined;
  return given.slice(name.length + 1, given.length - domain.length);
}

export async function takeMailIn({ url, replies, knows, take, log }: InboundParts): Promise<Inbound> {
  const { protocol, hostname, port, pathname } = new URL(url);
  const server = new SMTPServer({
    lmtp: protocol === 'lmtp:',
    name: replies.slice(replies.lastIndexOf('@') + 1),
    banner: 'Greenbelt',
    size: mostBytes,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    maxClients: 40,
    socketTimeout: 120_000,
    closeTimeout: 3000,
    logger: false,
    onRcptTo(address, session, callback) {
      const tag = tagOf(replies, address.address);
      if (tag === undefined) return callback(answer(550, 'no such address here'));
      // One mail, one reader: whoever sends to many tags at once is not replying.
      if (session.envelope.rcptTo.length > 0) return callback(answer(452, 'one recipient at a time'));
      knows(tag).then(
        (known) => (known ? callback() : callback(answer(550, 'no such address here'))),
        () => callback(answer(451, 'try again later')),
      );
    },
    onData(stream, session, callback) {
      receive(stream)
        .then(async (raw) => {
          if (!raw) throw answer(552, 'too large');
          const tag = tagOf(replies, session.envelope.rcptTo[0]?.address ?? '')!;
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          await take({ tag, from, mail: await simpleParser(raw, { skipImageLinks: true, keepDeliveryStatus: true }) });
          callback();
        })
        .catch((error: Error & { responseCode?: number }) => {
          // Its message may carry what people wrote: only its kind is logged.
          if (!error.responseCode) log(`taking a mail in failed: ${error.name}`);
          callback(error.responseCode ? error : answer(451, 'try again later'));
        });
    },
  });
  // A client that breaks off is its own affair.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    if (hostname === '') {
      rmSync(pathname, { force: true });
      server.listen(pathname, resolve);
    } else server.listen(Number(port || 0), hostname.replace(/^\[|\]$/g, ''), resolve);
  });
  const bound = server.server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : 0,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The whole mail, or nothing where it is too large; a larger one is read to its end and not kept. */
async function receive(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += (part as Buffer).length;
    if (size <= mostBytes) parts.push(part as Buffer);
  }
  return size > mostBytes || stream.sizeExceeded ? undefined : Buffer.concat(parts);
}

/** Did a machine write this? Such a mail is never answered, and never a vote (RFC 3834). */
export function isAutomatic({ mail, from }: Arrived): boolean {
  const header = (name: string) => String(mail.headers.get(name) ?? '').toLowerCase();
  const submitted = header('auto-submitted');
  const type = mail.headers.get('content-type') as { value?: string } | undefined;
  return (
    from === '' ||
    (submitted !== '' && submitted !== 'no') ||
    ['bulk', 'junk', 'list', 'auto_reply'].includes(header('precedence')) ||
    mail.headers.has('x-autoreply') ||
    mail.headers.has('x-autorespond') ||
    mail.headers.has('list') ||
    type?.value === 'multipart/report'
  );
}

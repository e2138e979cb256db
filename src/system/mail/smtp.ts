// The way to the operator's mail server, kept open for a while between mails. It reads a mail's last byte only when
// the server has taken the recipient and waits for the mail itself: what the sender does there, it does at the end.
import type { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SmtpConnection from 'nodemailer/lib/smtp-connection';

export interface Envelope {
  from: string;
  to: string;
}

export interface Carrier {
  /** Resolves when the server has taken the mail; an error carries its answer as `responseCode`, if it gave one. */
  send(envelope: Envelope, message: Readable): Promise<void>;
  close(): void;
}

const mostIdle = 2;
const idleFor = 20_000;

export function carrierTo(url: string): Carrier {
  const { auth, ...options } = parseConnectionUrl(url) as SmtpConnection.Options & { auth?: object };
  const idle: { connection: SmtpConnection; since: number }[] = [];

  const open = (): Promise<SmtpConnection> =>
    new Promise((resolve, reject) => {
      const connection = new SmtpConnection(options);
      connection.once('error', reject);
      connection.connect(() => {
        // Later errors reach whoever sends; one between two mails concerns nobody.
        connection.on('error', () => {});
        if (!auth) return resolve(connection);
        connection.login(auth as never, (error) => (error ? reject(error) : resolve(connection)));
      });
    });

  const take = async (): Promise<SmtpConnection> => {
    for (let kept = idle.pop(); kept; kept = idle.pop()) {
      const alive = !(kept.connection as unknown as { _destroyed: boolean })._destroyed;
      if (alive && Date.now() - kept.since < idleFor) return kept.connection;
      kept.connection.close();
    }
    return open();
  };

  return {
    async send({ from, to }, message) {
      const connection = await take();
      await new Promise<void>((resolve, reject) => {
        connection.send({ from, to: [to] }, message, (error) => {
          if (error) {
            connection.close();
            return reject(error);
          }
          if (idle.length < mostIdle) idle.push({ connection, since: Date.now() });
          else connection.quit();
          resolve();
        });
      });
    },
    close() {
      for (const { connection } of idle.splice(0)) connection.quit();
    },
  };
}

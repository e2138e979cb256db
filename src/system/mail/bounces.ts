// Reports of non-delivery (RFC 3464) that come back by a mail's own return path.
import type { App } from '../../kernel/app.ts';
import type { Arrived } from './inbound.ts';
import { addressKey, noteRefusal } from './refusals.ts';

export interface Report {
  /** The status of the recipients that failed for good, such as 5.1.1, and how the report names them. */
  status: string;
  addresses: string[];
}

/** What a report says for good; nothing where it only tells of a delay. */
export function readReport({ mail }: Pick<Arrived, 'mail'>): Report | undefined {
  const part = mail.attachments.find(({ contentType }) => contentType === 'message/delivery-status');
  const text = part?.content.toString('utf8') ?? '';
  const field = (name: string) =>
    [...text.matchAll(new RegExp(`^${name}:\\s*(.+)$`, 'gim'))].map(([, value]) => value!.trim());
  if (!field('Action').some((action) => action.toLowerCase() === 'failed')) return undefined;
  const status = field('Status').find((code) => code.startsWith('5.'));
  if (!status) return undefined;
  const addresses = [...field('Original-Recipient'), ...field('Final-Recipient')].map((named) =>
    named.replace(/^[^;]*;\s*/, '').replace(/^<|>$/g, ''),
  );
  return { status: status.slice(0, 10), addresses };
}

/**
 * Notes on a mail that it did not arrive. The address was forgotten when the mail was sent; it is the one in the report
 * whose keyed hash stands beside the mail. So nobody has an address paused by inventing a report.
 */
export async function takeReport(app: App, id: string, arrived: Arrived): Promise<void> {
  const report = readReport(arrived);
  if (!report) return;
  const problem = `DSN ${report.status}`;
  const key = await app.database.transaction({ person: null, reads: [] }, async (db) => {
    const row = await db
      .updateTable('mails')
      .set({ state: 'failed', problem })
      .where('id', '=', id)
      .where('state', 'in', ['sent', 'unsure'])
      .returning('addressKey')
      .executeTakeFirst();
    return row?.addressKey;
  });
  const address = report.addresses.find((named) => addressKey(app, named) === key);
  if (address) await noteRefusal(app, address, problem);
}

import { createHmac } from 'node:crypto';
import type { Db } from '../system/database/connect.ts';
import type { App } from './app.ts';
import { conflict, Refused } from './errors.ts';
import type { Call } from './execute.ts';

const mac = (app: App, text: string): string => createHmac('sha256', app.secret).update(text).digest('base64url');

/** Keys belong to the person: nobody meets another's result by guessing a key. */
const ownKey = (app: App, call: Call): string => mac(app, `${call.person ?? ''} ${call.key}`);

/**
 * Claims the key of a submit, or finds what came of it before. A concurrent repeat waits here for the first one.
 * Only a keyed hash of the input is kept, so a key used for something else is refused without keeping what was sent.
 */
export async function recall(app: App, db: Db, command: string, call: Call): Promise<{ value: unknown } | undefined> {
  const row = {
    key: ownKey(app, call),
    command,
    // Keyed by the key as it was sent, which is kept nowhere: not even with the secret can a short answer be tried out.
    inputMac: mac(app, JSON.stringify([call.key, call.coalition ?? null, call.input])),
    at: app.clock.glance(),
  };
  const claimed = await db
    .insertInto('idempotencyKeys')
    .values(row)
    .onConflict((c) => c.column('key').doNothing())
    .executeTakeFirst();
  if (claimed.numInsertedOrUpdatedRows === 1n) return undefined;
  const earlier = await db
    .selectFrom('idempotencyKeys')
    .select(['command', 'inputMac', 'result'])
    .where('key', '=', row.key)
    .executeTakeFirst();
  if (earlier?.command !== command || earlier.inputMac !== row.inputMac) {
    throw new Refused(conflict('kernel.keyReused'));
  }
  return { value: (earlier.result as { value?: unknown } | null)?.value };
}

/** Keeps the reference that a repeat will be answered with. */
export async function keep(app: App, db: Db, call: Call, value: unknown, forgets: string[] = []): Promise<void> {
  await db
    .updateTable('idempotencyKeys')
    .set({
      result: JSON.parse(
        JSON.stringify({ value: value ?? null }, (name, part) => (forgets.includes(name) ? null : part)),
      ),
    })
    .where('key', '=', ownKey(app, call))
    .execute();
}

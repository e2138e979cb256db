// Who wants which mails, as rows.
import type { Db } from '../system/database/connect.ts';
import type { MailKind } from '../system/mail/stopping.ts';

interface Choosing {
  person: string;
  coalition: string;
  wanted: Partial<Record<MailKind, boolean>>;
  at: Date;
}

/** Keeps what somebody wants of some kinds of mails; the others stay as they are. */
export async function putMailChoices(db: Db, { person, coalition, wanted, at }: Choosing): Promise<void> {
  const rows = Object.entries(wanted).map(([kind, wanted]) => ({
    personId: person,
    coalitionId: coalition,
    kind,
    wanted,
    at,
  }));
  await db
    .insertInto('mailChoices')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['personId', 'coalitionId', 'kind'])
        .doUpdateSet((eb) => ({ wanted: eb.ref('excluded.wanted'), at: eb.ref('excluded.at') })),
    )
    .execute();
}

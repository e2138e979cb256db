import { sql } from 'kysely';
import type { Database } from '../../src/system/database/connect.ts';

/** A database in which everything is carried out, checked to the end, and taken back. */
export const rehearsing = (database: Database): Database => ({
  ...database,
  async transaction(settings, work) {
    const rehearsal = await database
      .transaction(settings, async (db) => {
        const value = await work(db);
        await sql`set constraints all immediate`.execute(db);
        throw new TakenBack(value);
      })
      .catch((error) => error);
    if (rehearsal instanceof TakenBack) return rehearsal.value as Awaited<ReturnType<typeof work>>;
    throw rehearsal;
  },
});

class TakenBack extends Error {
  readonly value: unknown;
  constructor(value: unknown) {
    super('taken back');
    this.value = value;
  }
}

import { sql } from 'kysely';
import type { Db } from '../system/database/connect.ts';

/** Tells the time. Handed in; tests have their own. */
export interface Clock {
  /** What commands decide by: one clock for all processes, read inside the transaction when asked. */
  now(db: Db): Promise<Date>;
  /** What pages show by: no round trip, may be off by the clocks' difference. */
  glance(): Date;
}

/** The database's clock at the moment of asking, not at the start of the transaction. */
export const databaseClock: Clock = {
  async now(db) {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
    return rows[0]!.now;
  },
  glance: () => new Date(),
};

import { sql } from 'kysely';
import type { Subscriber } from '../../kernel/app.ts';

/** Every process listens here for what has changed in any coalition. */
export const liveChannel = 'greenbelt_live';

/** What open pages are told: where something happened and to what. Never what it was: the page asks for that itself. */
export interface Announcement {
  coalition: string;
  kind: string;
  id: string;
}

/** Tells open pages of every activity in a coalition, once its transaction has committed. */
export const announce: Subscriber = async ({ db, coalition }, { aboutKind: kind, aboutId: id }) => {
  if (coalition.id === '') return;
  const said: Announcement = { coalition: coalition.id, kind, id };
  await sql`select pg_notify(${liveChannel}, ${JSON.stringify(said)})`.execute(db);
};

import type { Via } from './actor.ts';
import type { Done, Scope, TimedContext } from './command.ts';

/** One row of a log: who, for which member, did what, to what, when, through which door. */
export interface Activity {
  id: string;
  at: Date;
  personId: string | null;
  forMember: string | null;
  verb: string;
  aboutKind: string;
  aboutId: string;
  via: Via;
}

/** Writes the activity of a command to the log of its scope, in the command's own transaction. */
export async function record(
  { db, actor, ids, now, coalition }: TimedContext,
  scope: Scope,
  name: string,
  done: Done<unknown>,
): Promise<Activity> {
  const common = {
    id: ids.next(),
    at: now,
    verb: done.verb ?? name,
    aboutKind: done.about.kind,
    aboutId: done.about.id,
    via: actor.via,
  };
  const activity: Activity = { ...common, personId: actor.person, forMember: done.for ?? null };
  if (scope === 'coalition')
    await db
      .insertInto('activities')
      .values({ coalitionId: coalition.id, ...activity })
      .execute();
  else if (scope === 'person')
    await db
      .insertInto('personActivities')
      .values({ ...common, personId: actor.person! })
      .execute();
  else
    await db
      .insertInto('serverActivities')
      .values({ ...common, personId: actor.person })
      .execute();
  return activity;
}

import type { Database, Db } from '../system/database/connect.ts';
import type { Activity } from './activity.ts';
import type { Standing } from './actor.ts';
import type { Clock } from './clock.ts';
import type { TimedContext } from './command.ts';
import type { Ids } from './ids.ts';

/** Hears of every activity inside its transaction: enqueue there, do the work after the commit. */
export type Subscriber = (context: TimedContext, activity: Activity) => Promise<void>;

/** Everything a running server hands down; made once in main, or by a test. */
export interface App {
  database: Database;
  clock: Clock;
  ids: Ids;
  /** Keys everything that must be signed or hashed with a key. At least 32 random bytes, kept across restarts. */
  secret: string;
  /** Where people reach this server: scheme, host and port, without a slash at the end. */
  publicUrl: string;
  /** Who somebody is inside a coalition; the members capability knows. */
  findStanding(db: Db, coalition: string, person: string, at: Date): Promise<Standing>;
  subscribers: Subscriber[];
}

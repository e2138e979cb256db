import type { Db } from '../system/database/connect.ts';
import { constraintOf, isTransient } from '../system/database/failures.ts';
import { record } from './activity.ts';
import type { App } from './app.ts';
import type { Command, TimedContext, Verdict } from './command.ts';
import { isRefusal, notFound, type Refusal, Refused } from './errors.ts';
import { keep, recall } from './idempotency.ts';
import { type Arrival, findPlace, mayReach, type Place, withStanding } from './place.ts';
import { readInput } from './problems.ts';
import type { Query } from './query.ts';

export type Result<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

/** A command or a query being called. `key` makes a repeated submit harmless. */
export interface Call extends Arrival {
  input: unknown;
  key?: string;
  /** Where the request stands, where that is known already (see `locate`). Only queries take it over. */
  place?: Place;
}

const yes = <Value>(value: Value): Result<Value> => ({ ok: true, value });
const no = (refusal: Refusal): Result<never> => ({ ok: false, refusal });

/**
 * Carries out a command: parse, load, may, run and the activity row, in one transaction.
 * Deadlocks and serialization failures are tried again; an expected "no" comes back as a value; bugs throw.
 */
export async function execute<Input, Facts, Value>(
  app: App,
  command: Command<string, Input, any, Facts, Value>,
  call: Call,
): Promise<Result<Value>> {
  const read = readInput(command.input, call.input);
  if (read.refusal) return no(read.refusal);
  const place = await findPlace(
    app,
    command.scope === 'coalition' ? { coalition: '', ...call } : { ...call, coalition: undefined },
  );
  if (!place) return no(notFound('kernel.coalitionNotFound'));
  const settings = {
    person: call.person,
    writes: place.coalition.id,
    reads: readingAt(place).reads,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return yes(await app.database.transaction(settings, (db) => perform(app, command, call, read.input, place, db)));
    } catch (error) {
      if (error instanceof Refused) return no(error.refusal);
      const expected = command.conflicts[constraintOf(error) ?? ''];
      if (expected) return no(expected);
      if (attempt === 3 || !isTransient(error)) throw error;
    }
  }
}

async function perform<Input, Facts, Value>(
  app: App,
  command: Command<string, Input, any, Facts, Value>,
  call: Call,
  input: Input,
  place: Place,
  db: Db,
): Promise<Value> {
  const earlier = call.key === undefined ? undefined : await recall(app, db, command.name, call);
  if (earlier) return earlier.value as Value;
  const entered = await enter(app, db, place);
  allow(mayReach(command.reach, command.scope, entered));
  const { ids, publicUrl, secret } = app;
  const context = { db, ids, publicUrl, secret, actor: entered.actor, coalition: entered.coalition };
  const facts = granted(await command.load(context, input));
  // The clock is read after load took its locks, so that "before the hour" means the same to casting and closing.
  // And what the person is by then counts: a term may have ended while this waited for a lock.
  const now = await app.clock.now(db);
  const { actor } = await enter(app, db, place, now);
  const timed: TimedContext = { ...context, actor, now };
  allow(command.may(timed, facts, input));
  const done = granted(await command.run(timed, facts, input));
  const activity = await record(timed, command.scope, command.name, done);
  for (const subscriber of app.subscribers) await subscriber(timed, activity);
  if (call.key !== undefined) await keep(app, db, call, done.value, command.forgets);
  return done.value;
}

/** Answers a query in a read-only transaction. A page that asks several hands the place on, to find it only once. */
export async function answer<Input, Output>(
  app: App,
  query: Query<string, Input, any, Output>,
  call: Call,
): Promise<Result<Output>> {
  const read = readInput(query.input, call.input);
  if (read.refusal) return no(read.refusal);
  const place =
    call.place ??
    (await findPlace(
      app,
      query.scope === 'coalition' ? { coalition: '', ...call } : { ...call, coalition: undefined },
    ));
  if (!place) return no(notFound('kernel.coalitionNotFound'));
  return app.database.reading({ ...readingAt(place), publicly: query.reach === 'anyone' }, async (db) => {
    const entered = call.place ?? (await enter(app, db, place));
    const timed = {
      db,
      ids: app.ids,
      publicUrl: app.publicUrl,
      secret: app.secret,
      actor: entered.actor,
      coalition: entered.coalition,
      now: app.clock.glance(),
    };
    const reached = mayReach(query.reach, query.scope, entered);
    if (reached !== true) return no(reached);
    const verdict = query.may(timed, read.input);
    if (verdict !== true) return no(verdict);
    const output = await query.run(timed, read.input);
    return isRefusal(output) ? no(output) : yes(output);
  });
}

/** Where a request stands, with what the person is there: for a page that asks several things and shows what one may do. */
export async function locate(app: App, arrival: Arrival): Promise<Place | Refusal> {
  const place = await findPlace(app, arrival);
  if (!place) return notFound('kernel.coalitionNotFound');
  return app.database.reading(readingAt(place), (db) => enter(app, db, place));
}

const readingAt = ({ actor, inside, coalition }: Place) => ({
  person: actor.person,
  reads: inside && coalition.id !== '' ? [coalition.id] : [],
});

async function enter(app: App, db: Db, place: Place, at = app.clock.glance()): Promise<Place> {
  if (!place.inside || place.actor.person === null || place.coalition.id === '') return place;
  return withStanding(place, await app.findStanding(db, place.coalition.id, place.actor.person, at));
}

function allow(verdict: Verdict): void {
  if (verdict !== true) throw new Refused(verdict);
}

function granted<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Refused(value);
  return value;
}

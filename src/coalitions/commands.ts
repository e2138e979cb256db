// Founding a coalition and keeping what it says of itself.
// Invariant: a coalition always has at least one coordinator, from the moment it is founded.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { conflict, forbidden, invalid } from '../kernel/errors.ts';
import { line, text } from '../kernel/text.ts';
import { indexPeople } from '../members/rows.ts';
import { actIn } from '../system/database/connect.ts';
import { mayDescribe, mayFound } from './policy.ts';
import { isFreeOfUse } from './slug.ts';

export const stages = ['forming', 'working', 'renewing', 'closed'] as const;
export const languageTag = z
  .string()
  .trim()
  .refine((tag) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag), 'coalitions.languageWrong');

const description = {
  name: line(120).min(2),
  purpose: text(2000).min(1),
  place: line(120).default(''),
  issues: z.array(line(60).min(1)).max(12).default([]),
  languages: z.array(languageTag).min(1).max(12).default(['en']),
  audience: z.enum(['public', 'members']).default('public'),
};

/** Founds a coalition; the founder becomes its first coordinator. */
export const found = command({
  name: 'coalitions.found',
  scope: 'person',
  summary: 'Found a coalition and become its first coordinator.',
  input: z.strictObject({
    ...description,
    slug: line(60).refine(isFreeOfUse, 'coalitions.slugWrong'),
    yourName: line(120).min(1),
  }),
  result: z.object({ id: z.uuid(), slug: z.string() }),
  example: () => ({
    name: 'Harbour Neighbours',
    slug: 'harbour-neighbours',
    purpose: 'Keep the harbour open to the people who live around it.',
    yourName: 'Ines Okafor',
  }),
  may: ({ actor }) => mayFound(actor),
  conflicts: { coalitions_slug: invalid('slug', 'coalitions.slugTaken') },
  async run({ db, actor, ids, now }, _, { yourName, ...coalition }) {
    const id = ids.next();
    const person = actor.person!;
    await db
      .insertInto('coalitions')
      .values({ id, ...coalition, foundedAt: now })
      .execute();
    await db.insertInto('membershipIndex').values({ personId: person, coalitionId: id }).execute();
    await actIn(db, id);
    await db.insertInto('profiles').values({ coalitionId: id, personId: person, name: yourName }).execute();
    await db
      .insertInto('appointments')
      .values({ coalitionId: id, id: ids.next(), personId: person, role: 'coordinator', fromAt: now })
      .execute();
    await db
      .insertInto('activities')
      .values({
        coalitionId: id,
        id: ids.next(),
        at: now,
        personId: person,
        verb: 'coalitions.found',
        aboutKind: 'coalition',
        aboutId: id,
        via: actor.via,
      })
      .execute();
    return { about: { kind: 'coalition', id }, value: { id, slug: coalition.slug } };
  },
});

/** Changes what the coalition says of itself. */
export const describe = command({
  name: 'coalitions.describe',
  scope: 'coalition',
  summary: 'Change what the coalition says of itself.',
  input: z.strictObject({ ...description, stage: z.enum(stages) }),
  result: z.object({ slug: z.string() }),
  example: () => ({
    name: 'Clean Air Riverton',
    purpose: 'Air that a child can breathe on every school day.',
    stage: 'working' as const,
  }),
  may: ({ actor }) => mayDescribe(actor),
  async run({ db, coalition }, _, input) {
    await db.updateTable('coalitions').set(input).where('id', '=', coalition.id).execute();
    return { about: { kind: 'coalition', id: coalition.id }, value: { slug: coalition.slug } };
  },
});

/** Makes one more coordinator of somebody who already belongs. */
export const appoint = command({
  name: 'coalitions.appoint',
  scope: 'coalition',
  summary: 'Make somebody who belongs to the coalition one of its coordinators.',
  input: z.strictObject({ person: z.uuid() }),
  result: z.object({ person: z.uuid() }),
  example: (story) => ({ person: story.people.representative }),
  may: ({ actor }) => mayDescribe(actor),
  conflicts: { appointments_current: conflict('coalitions.alreadyCoordinator') },
  async run(context, _, { person }) {
    const { db, actor, ids, now, coalition } = context;
    const known = await db
      .selectFrom('profiles')
      .select('personId')
      .where('coalitionId', '=', coalition.id)
      .where('personId', '=', person)
      .executeTakeFirst();
    if (!known) return invalid('person', 'coalitions.personUnknown');
    const id = ids.next();
    await db
      .insertInto('appointments')
      .values({
        coalitionId: coalition.id,
        id,
        personId: person,
        role: 'coordinator',
        fromAt: now,
        appointedBy: actor.person,
      })
      .execute();
    // Somebody who had left, or only asked to join, comes in by this.
    await indexPeople(context, [person]);
    return { about: { kind: 'person', id: person }, value: { person } };
  },
});

/** Lays down the office of coordinator; somebody else must hold it. */
export const stepDown = command({
  name: 'coalitions.stepDown',
  scope: 'coalition',
  summary: 'Lay down your office of coordinator. The last one cannot: appoint somebody first.',
  input: z.strictObject({}),
  result: z.object({ person: z.uuid() }),
  example: () => ({}),
  // All of them are locked: of the last two who step down at once, one stays.
  load: ({ db, coalition }) =>
    db
      .selectFrom('appointments')
      .select(['id', 'personId'])
      .where('coalitionId', '=', coalition.id)
      .where('role', '=', 'coordinator')
      .where('untilAt', 'is', null)
      .orderBy('id')
      .forUpdate()
      .execute(),
  may: ({ actor }) => mayDescribe(actor),
  async run(context, appointments) {
    const { db, actor, now, coalition } = context;
    const own = appointments.find(({ personId }) => personId === actor.person);
    if (!own) return forbidden('kernel.coordinatorsOnly');
    if (appointments.length === 1) return conflict('coalitions.lastCoordinator');
    await db
      .updateTable('appointments')
      .set({ untilAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', own.id)
      .execute();
    await indexPeople(context, [own.personId]);
    return { about: { kind: 'person', id: own.personId }, value: { person: own.personId } };
  },
});

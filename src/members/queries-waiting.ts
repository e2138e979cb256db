// What waits for somebody in the affairs of members.
import { z } from 'zod';
import { id } from '../kernel/ids.ts';
import { query } from '../kernel/query.ts';
import { answersOf } from './reading.ts';

const waitingFor = z.discriminatedUnion('kind', [
  /** Somebody asks to join; coordinators answer. */
  z.object({ kind: z.literal('application'), member: id, name: z.string(), since: z.date() }),
  /** One's own member has not answered the joining questions. */
  z.object({ kind: z.literal('answers'), member: id, name: z.string() }),
  /** Nobody decides for an active member: it cannot vote on the spot. */
  z.object({ kind: z.literal('noVoice'), member: id, name: z.string() }),
]);
export type Waiting = z.infer<typeof waitingFor>;

/** What waits for me and my organization. */
export const waiting = query({
  name: 'members.waiting',
  scope: 'coalition',
  summary:
    'What waits for you among the members: applications to answer, questions your organization has not answered.',
  input: z.strictObject({}),
  output: z.array(waitingFor),
  example: () => ({}),
  async run(context) {
    const { db, coalition, actor, now } = context;
    const own = actor.standing.represents.filter((r) => r.authority !== 'observes');
    const answered = await answersOf(
      context,
      own.map((r) => r.member),
    );
    const found: Waiting[] = own
      .filter((r) => !answered.has(r.member))
      .map((r) => ({ kind: 'answers', member: r.member, name: r.memberName }));
    if (!actor.standing.coordinator) return found;
    const rows = await db
      .selectFrom('memberStatuses as s')
      .innerJoin('members as m', (join) =>
        join.onRef('m.coalitionId', '=', 's.coalitionId').onRef('m.id', '=', 's.memberId'),
      )
      .leftJoin('representatives as r', (join) =>
        join
          .onRef('r.coalitionId', '=', 's.coalitionId')
          .onRef('r.memberId', '=', 's.memberId')
          .on((on) => on.or([on('r.untilAt', 'is', null), on('r.untilAt', '>', now)])),
      )
      .select(['s.status', 's.fromAt as since', 'm.id as member', 'm.name'])
      .where('s.coalitionId', '=', coalition.id)
      .where('s.untilAt', 'is', null)
      .where((e) => e.or([e('s.status', '=', 'applied'), e.and([e('s.status', '=', 'active'), e('r.id', 'is', null)])]))
      .groupBy(['s.status', 's.fromAt', 'm.id', 'm.name'])
      .orderBy('s.fromAt')
      .limit(50)
      .execute();
    const forCoordinators = rows.map(
      ({ status, since, member, name }): Waiting =>
        status === 'applied' ? { kind: 'application', member, name, since } : { kind: 'noVoice', member, name },
    );
    return [...forCoordinators, ...found];
  },
});

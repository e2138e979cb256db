import { z } from 'zod';
import { query } from '../kernel/query.ts';
import { mailKinds } from '../system/mail/stopping.ts';

const kind = z.enum(mailKinds);

/** Which mails you get, coalition by coalition, and whether your address takes them. */
export const listMailChoices = query({
  name: 'accounts.mailChoices',
  scope: 'person',
  summary:
    'Which mails you get from each of your coalitions, and whether your address is paused because it refused some.',
  input: z.strictObject({}),
  output: z.object({
    coalitions: z.array(z.object({ id: z.uuid(), name: z.string(), kinds: z.array(kind) })),
    /** Since when nothing is sent to your address, and what its server said. */
    paused: z.object({ since: z.date(), problem: z.string() }).nullable(),
  }),
  example: () => ({}),
  async run({ db, actor }) {
    const rows = await db
      .selectFrom('membershipIndex as m')
      .innerJoin('coalitions as c', 'c.id', 'm.coalitionId')
      .leftJoin('mailChoices as w', (join) =>
        join
          .onRef('w.coalitionId', '=', 'm.coalitionId')
          .onRef('w.personId', '=', 'm.personId')
          .on('w.wanted', '=', false),
      )
      .select(['c.id', 'c.name', 'w.kind as refused'])
      .where('m.personId', '=', actor.person)
      .where('m.applicant', '=', false)
      .orderBy('c.name')
      .orderBy('c.id')
      .execute();
    const paused = await db
      .selectFrom('mailRefusals as r')
      .innerJoin('users as u', 'u.email', 'r.address')
      .select(['r.pausedAt', 'r.problem'])
      .where('u.id', '=', actor.person)
      .where('r.pausedAt', 'is not', null)
      .executeTakeFirst();
    const coalitions = new Map<string, { id: string; name: string; kinds: (typeof mailKinds)[number][] }>();
    for (const { id, name, refused } of rows) {
      const one = coalitions.get(id) ?? { id, name, kinds: [...mailKinds] };
      coalitions.set(id, { ...one, kinds: one.kinds.filter((kind) => kind !== refused) });
    }
    return {
      coalitions: [...coalitions.values()],
      paused: paused ? { since: paused.pausedAt!, problem: paused.problem } : null,
    };
  },
});

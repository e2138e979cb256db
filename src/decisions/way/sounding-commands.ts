// A temperature check: how people feel about a version, in five levels. Never a vote, and never counted as one.
import { z } from 'zod';
import { type Context, command } from '../../kernel/command.ts';
import { conflict, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal, type Proposal } from '../proposal.ts';
import { mayAnswerSounding, mayEndSounding, maySound } from './policy.ts';

const numbered = z.object({ proposal: z.int() });
const one = z.strictObject({ proposal: proposalNumber });

interface Running {
  proposal: Proposal;
  sounding: { id: string; per: 'person' | 'member'; byPerson: string } | null;
}

async function findRunning(context: Context, { proposal: number }: { proposal: number }): Promise<Running | Refusal> {
  const proposal = await findProposal(context, number, 'share');
  if (isRefusal(proposal)) return proposal;
  const row = await context.db
    .selectFrom('soundings')
    .select(['id', 'per', 'byPerson'])
    .where('coalitionId', '=', context.coalition.id)
    .where('proposalId', '=', proposal.id)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return { proposal, sounding: row ? { ...row, per: row.per as 'person' | 'member' } : null };
}

/** Asks how people feel about the present text. */
export const sound = command({
  name: 'decisions.sound',
  scope: 'coalition',
  summary: 'Begin a temperature check on the present version of the text. It decides nothing.',
  input: one.extend({
    /** Whose mood: of each person who speaks, or of each member. */
    per: z.enum(['person', 'member']).default('person'),
    /** Shown as a spread only, and only from five answers on. */
    anonymous: z.boolean().default(false),
  }),
  result: numbered.extend({ version: z.int() }),
  example: (story) => ({ proposal: story.proposals.open, per: 'person' as const, anonymous: true }),
  load: (context, { proposal }) => findProposal(context, proposal, 'update'),
  may: ({ actor }, proposal) => maySound(actor, proposal),
  conflicts: { soundings_one_runs: conflict('way.soundingRuns') },
  async run({ db, coalition, ids, actor, now }, proposal, { per, anonymous }) {
    await db
      .insertInto('soundings')
      .values({
        coalitionId: coalition.id,
        id: ids.next(),
        proposalId: proposal.id,
        version: proposal.version,
        per,
        anonymous,
        byPerson: actor.person!,
        at: now,
      })
      .execute();
    const value = { proposal: proposal.number, version: proposal.version };
    return { about: { kind: 'proposal', id: proposal.id }, value };
  },
});

/** Says how one feels, or one's member. Said again, it replaces what was said before. */
export const answerSounding = command({
  name: 'decisions.answerSounding',
  scope: 'coalition',
  summary: 'Answer a temperature check: 5 is warm, 1 is cold. Said again, it replaces what you said.',
  input: one.extend({
    level: z.coerce.number<number>().int().min(1).max(5),
    /** The member whose mood it is, where members are asked. */
    member: z.uuid().optional(),
  }),
  result: numbered,
  example: (story) => ({ proposal: story.proposals.amending, level: 4 }),
  load: findRunning,
  may: ({ actor }, { sounding }, { member }) =>
    sounding === null ? conflict('way.noSounding') : mayAnswerSounding(actor, sounding.per, member),
  async run({ db, coalition, actor, now }, { proposal, sounding }, { level, member }) {
    const said = { level, byPerson: actor.person!, at: now };
    const voice = sounding!.per === 'member' ? member! : actor.person!;
    await db
      .insertInto('soundingAnswers')
      .values({ coalitionId: coalition.id, soundingId: sounding!.id, voice, ...said })
      .onConflict((c) => c.columns(['coalitionId', 'soundingId', 'voice']).doUpdateSet(said))
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});

/** Ends a temperature check; what it showed stays with the version that it was about. */
export const endSounding = command({
  name: 'decisions.endSounding',
  scope: 'coalition',
  summary: 'End a temperature check. What it showed stays with the version that it was about.',
  input: one,
  result: numbered,
  example: (story) => ({ proposal: story.proposals.amending }),
  load: findRunning,
  may: ({ actor }, { sounding, proposal }) =>
    sounding === null ? notFound('way.noSounding') : mayEndSounding(actor, proposal, sounding.byPerson),
  async run({ db, coalition, now }, { proposal, sounding }) {
    await db
      .updateTable('soundings')
      .set({ endedAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', sounding!.id)
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { proposal: proposal.number } };
  },
});

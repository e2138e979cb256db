// Answering from home: by a link, without an account. The link says for which member and which question; it is good
// until the member's own deadline, and an answer can be changed until then.
import { z } from 'zod';
import { type Context, command } from '../../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../../kernel/errors.ts';
import { id } from '../../kernel/ids.ts';
import { line, text } from '../../kernel/text.ts';
import { tokenHash } from '../../members/token.ts';
import { openCoalition } from '../../system/database/connect.ts';
import { checkChoice } from '../choosing.ts';
import { choice } from '../inputs.ts';
import type { Proposal } from '../proposal.ts';
import type { Choice } from '../tally/ballot.ts';
import { codeHash, openConsultation } from './commands-asking.ts';
import { isUndecided, mayMandate } from './policy.ts';
import type { Consultation } from './rows.ts';

const said = {
  says: z.enum(['choice', 'free', 'ask_again']).default('choice'),
  choice: choice.optional(),
};

interface Opened extends Consultation {
  proposal: Proposal;
  asked: string | null;
  /** The link or the person's place on the list was taken back. */
  revoked: boolean;
}

/** Answers by a link that came by mail, or by the shared link and a code. */
export const answerHome = command({
  name: 'mandates.answer',
  scope: 'coalition',
  reach: 'anyone',
  summary:
    "Answer a question that a member asks its own people, by the link's token (and a code). No account is needed.",
  input: z.strictObject({
    token: line(200).min(1),
    /** Only with the link that several share. */
    code: line(40).default(''),
    ...said,
    note: text(2000).default(''),
  }),
  result: z.object({ answer: id, replaced: z.boolean() }),
  example: (story) => ({ token: story.mandates.token, code: story.mandates.code, choice: { answer: 'yes' as const } }),
  load: openLink,
  may: ({ now }, { proposal }) => isUndecided(proposal, now),
  conflicts: { consultation_answers_present: conflict('mandates.answeredAtOnce') },
  async run(context, opened, { code, says, choice, note }) {
    const { db, coalition, now } = context;
    if (opened.endedWhy === 'taken_back') return conflict('mandates.isTakenBack');
    if (opened.revoked) return conflict('mandates.linkRevoked');
    if (opened.endedWhy || opened.closesAt <= now) return conflict('mandates.deadlineOver');
    if (opened.asked === null) return invalid('code', code === '' ? 'mandates.codeMissing' : 'mandates.codeWrong');
    const checked = await checkSaid(context, opened.proposal, says, choice);
    if (isRefusal(checked)) return checked;
    const earlier = await db
      .updateTable('consultationAnswers')
      .set({ replacedAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('askedId', '=', opened.asked)
      .where('replacedAt', 'is', null)
      .executeTakeFirst();
    const answer = context.ids.next();
    await db
      .insertInto('consultationAnswers')
      .values({
        coalitionId: coalition.id,
        id: answer,
        consultationId: opened.id,
        askedId: opened.asked,
        says,
        choice: checked,
        note,
        at: now,
      })
      .execute();
    return {
      about: { kind: 'proposal', id: opened.proposalId },
      for: opened.member,
      value: { answer, replaced: earlier.numUpdatedRows > 0n },
    };
  },
});

async function openLink(context: Context, given: { token: string; code: string }): Promise<Opened | Refusal> {
  const { db, coalition } = context;
  const link = await db
    .selectFrom('consultationLinks')
    .select(['consultationId', 'askedId', 'revokedAt'])
    .where('coalitionId', '=', coalition.id)
    .where('tokenHash', '=', tokenHash(given.token))
    .executeTakeFirst();
  // Without a good token a private coalition is not there, whoever asks.
  if (!link) return notFound(coalition.audience === 'members' ? 'kernel.coalitionNotFound' : 'mandates.linkNotFound');
  // The token was checked: it opens this one question of this one member.
  await openCoalition(db, coalition.id);
  const consultation = await openConsultation(context, link.consultationId);
  if (isRefusal(consultation)) return consultation;
  const person = await findAsked(context, consultation.id, link.askedId, given.code);
  return {
    ...consultation,
    asked: person?.id ?? null,
    revoked: link.revokedAt !== null || (person !== undefined && person.revokedAt !== null),
  };
}

/** Whose link it is; of the shared link, whose code. */
export const findAsked = (
  { db, coalition }: Pick<Context, 'db' | 'coalition'>,
  consultation: string,
  asked: string | null,
  code: string,
) =>
  db
    .selectFrom('consultationPeople')
    .select(['id', 'name', 'revokedAt'])
    .where('coalitionId', '=', coalition.id)
    .where('consultationId', '=', consultation)
    .where((where) => (asked ? where('id', '=', asked) : where('codeHash', '=', codeHash(consultation, code))))
    .executeTakeFirst();

async function checkSaid(
  context: Context,
  proposal: Proposal,
  says: string,
  given: Choice | undefined,
): Promise<Record<string, string> | null | Refusal> {
  if (says !== 'choice') return null;
  const checked = await checkChoice(context, proposal, given);
  return isRefusal(checked) ? checked : (checked as object as Record<string, string>);
}

/** Writes down what a meeting counted, or what somebody said on the phone. */
export const noteAnswers = command({
  name: 'mandates.noteAnswers',
  scope: 'coalition',
  summary: "Write down hands counted in a meeting of the member's people, or answers given by word of mouth.",
  input: z.strictObject({
    consultation: id,
    counts: z
      .array(z.strictObject({ ...said, voices: z.int().min(1).max(10_000_000) }))
      .min(1)
      .max(100),
    /** Which meeting, and when. */
    how: line(500).min(1),
  }),
  result: z.object({ consultation: id, voices: z.int() }),
  example: (story) => ({
    consultation: story.mandates.consultation,
    counts: [
      { choice: { answer: 'yes' as const }, voices: 34 },
      { choice: { answer: 'no' as const }, voices: 5 },
    ],
    how: 'Our assembly, 22 March.',
  }),
  load: (context, { consultation }) => openConsultation(context, consultation),
  may: ({ actor, now }, { proposal, member }) => mayMandate(actor, proposal, member, now),
  async run(context, { id: consultation, proposal, proposalId, member, endedWhy, closesAt }, { counts, how }) {
    const { db, coalition, ids, actor, now } = context;
    if (endedWhy || closesAt <= now) return conflict('mandates.deadlineOver');
    for (const [index, { says, choice, voices }] of counts.entries()) {
      const checked = await checkSaid(context, proposal, says, choice);
      if (isRefusal(checked)) {
        const problems = checked.problems.map((problem) => ({ ...problem, field: `counts.${index}.${problem.field}` }));
        return { ...checked, problems };
      }
      await db
        .insertInto('consultationAnswers')
        .values({
          coalitionId: coalition.id,
          id: ids.next(),
          consultationId: consultation,
          says,
          choice: checked,
          voices,
          note: how,
          notedBy: actor.person,
          at: now,
        })
        .execute();
    }
    const all = counts.reduce((sum, { voices }) => sum + voices, 0);
    return { about: { kind: 'proposal', id: proposalId }, for: member, value: { consultation, voices: all } };
  },
});

// What a member says of itself while it belongs: answers, limits, and goodbye.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { conflict } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { text } from '../kernel/text.ts';
import { answers, limits } from './fields.ts';
import { endVoices, putAnswers, putLimits, takeBackInvitations } from './joining.ts';
import { mayDecideFor, maySpeakFor } from './policy.ts';
import { indexPeople, lockMember, setStatus, voiceOf } from './rows.ts';

/** Answers the joining questions anew; the earlier answers stay readable to coordinators. */
export const answerQuestions = command({
  name: 'members.answerQuestions',
  scope: 'coalition',
  summary: 'Answer the joining questions anew in the name of a member. Earlier answers are kept.',
  input: z.strictObject({ member: id, answers }),
  result: z.object({ member: id }),
  example: (story) => ({
    member: story.members.parents,
    answers: { whoWeAre: 'Parents of 310 children.', whyWeAreHere: 'Every third child carries an inhaler.' },
  }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor, now }, member) => maySpeakFor(actor, voiceOf(member, now)),
  async run(context, _, { member, answers }) {
    await putAnswers(context, member, answers);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

/** Says where the member stops, subject by subject. Those given replace the present ones. */
export const setLimits = command({
  name: 'members.setLimits',
  scope: 'coalition',
  summary: 'Say where a member stops, subject by subject: never, ask us first, or only by our own decision.',
  input: z.strictObject({ member: id, limits }),
  result: z.object({ member: id }),
  example: (story) => ({
    member: story.members.parents,
    limits: [{ subject: 'party politics', kind: 'never' as const }],
  }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor, now }, member) => maySpeakFor(actor, voiceOf(member, now)),
  async run(context, _, { member, limits }) {
    await putLimits(context, member, limits);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

/** Leaves the coalition. The record of what the member did and decided stays. */
export const leave = command({
  name: 'members.leave',
  scope: 'coalition',
  summary: 'Leave the coalition in the name of a member, with a reason. The record of what it did stays.',
  input: z.strictObject({ member: id, reason: text(2000).min(1) }),
  result: z.object({ member: id }),
  example: (story) => ({ member: story.members.hauliers, reason: 'Our members no longer agree with the direction.' }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor, now }, member) => mayDecideFor(actor, voiceOf(member, now)),
  async run(context, { status }, { member, reason }) {
    if (!['active', 'listed', 'invited'].includes(status)) return conflict('members.notActive');
    await setStatus(context, member, 'left', reason);
    await indexPeople(context, await endVoices(context, member));
    // A link that is still on its way would bring it back without anybody having decided so.
    await takeBackInvitations(context, member);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

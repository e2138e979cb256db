import { castBallot } from '../../src/decisions/ballot-commands.ts';
import { close, open, propose } from '../../src/decisions/commands.ts';
import { answerComment, comment } from '../../src/decisions/discussion-commands.ts';
import { allowPaper } from '../../src/decisions/paper/commands.ts';
import { askAdvice, recordAdvice } from '../../src/decisions/way/advice-commands.ts';
import { addFollowUp, explainVote, markFollowUp, stateOutcome } from '../../src/decisions/way/after-commands.ts';
import { acceptAmendment, amend, voteOnAmendment } from '../../src/decisions/way/amendment-commands.ts';
import { extend, pause } from '../../src/decisions/way/hours-commands.ts';
import { revisit } from '../../src/decisions/way/revisit-commands.ts';
import { answerSounding, endSounding, sound } from '../../src/decisions/way/sounding-commands.ts';
import { saveTemplate } from '../../src/decisions/way/template-commands.ts';
import type { App } from '../../src/kernel/app.ts';
import type { Command } from '../../src/kernel/command.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: Record<'coordinator' | 'representative' | 'colleague' | 'consulting' | 'neighbour' | 'dissenter', string>;
  members: Record<'tenants' | 'union' | 'parents' | 'annur' | 'hauliers', string>;
  coalition: { slug: string };
}

/** The way to a decision: a contested question through all its stages, one still on its way, and a vote that had to wait. */
export async function wayChapter(app: App, clock: StoryClock, sofar: SoFar) {
  const whole = await escorts(app, clock, sofar);
  const amending = await leaflet(app, clock, sofar);
  const paused = await stall(app, clock, sofar);
  return {
    proposals: { ...whole.proposals, ...amending.proposals, paused },
    ...whole.told,
    adviceAsked: amending.adviceAsked,
  };
}

type Teller = ReturnType<typeof teller>;
const teller = (app: App, people: SoFar['people'], here: string) => {
  type Who = keyof SoFar['people'];
  return <I, Sent, F, V>(who: Who, command: Command<string, I, Sent, F, V>, input: Sent): Promise<V> =>
    tell(app, people[who], command, input, here);
};

/** Shall we walk the children to school? Asked, sounded, amended by a vote, decided, put into words, done. */
async function escorts(app: App, clock: StoryClock, { people, members, coalition }: SoFar) {
  const tells: Teller = teller(app, people, coalition.slug);
  clock.set('2026-03-02T18:00:00Z');
  const { proposal } = await tells('coordinator', propose, {
    question: 'Shall we walk children past the yard in groups on school mornings?',
    background:
      'Two grown-ups to ten children, from the bridge to the school gate.\n\nEvery school morning until the summer.\n\nWhoever walks wears a green band.',
    method: 'majority',
    quorum: '1/2',
    closesAt: clock.at('2026-03-12T20:00:00Z'),
    revisitOn: clock.at('2026-06-20T08:00:00Z').slice(0, 10),
  });
  const concern = await tells('consulting', comment, {
    proposal,
    body: 'Every morning is more than our people can promise. They work shifts.',
    kind: 'concern',
    part: 2,
    version: 1,
    forMember: members.union,
  });
  await tells('coordinator', comment, { proposal, body: 'Which mornings could you promise?', replyTo: concern.id });
  const asked = await tells('coordinator', askAdvice, {
    proposal,
    member: members.annur,
    asks: 'You have walked children to Friday school for years. What should we know?',
  });
  await tells('neighbour', recordAdvice, {
    request: asked.id,
    says: 'Begin with three mornings. People keep a small promise, and add to it by themselves.',
  });
  clock.set('2026-03-03T18:00:00Z');
  await tells('coordinator', sound, { proposal, per: 'person', anonymous: true });
  for (const [who, level] of [
    ['coordinator', 5],
    ['representative', 4],
    ['consulting', 2],
    ['neighbour', 4],
    ['dissenter', 3],
  ] as const)
    await tells(who, answerSounding, { proposal, level });
  await tells('coordinator', endSounding, { proposal });
  const friendly = await tells('neighbour', amend, {
    proposal,
    basedOn: 1,
    part: 3,
    after: 'Whoever walks wears a green band and has told the school their name.',
    title: 'Let the school know who walks',
    forMember: members.annur,
  });
  await tells('coordinator', acceptAmendment, { proposal, amendment: friendly.amendment });
  const contested = await tells('consulting', amend, {
    proposal,
    basedOn: 1,
    part: 2,
    after: 'Three school mornings a week until the summer.',
    title: 'Three mornings a week instead of every morning',
    reason: 'A promise that shift workers can keep.',
    forMember: members.union,
  });
  const { vote } = await tells('coordinator', voteOnAmendment, {
    proposal,
    amendment: contested.amendment,
    closesAt: clock.at('2026-03-05T20:00:00Z'),
  });
  const casts = (who: keyof SoFar['people'], member: keyof SoFar['members'], of: number, answer: 'yes' | 'no') =>
    tells(who, castBallot, { proposal: of, member: members[member], choice: { answer } });
  await casts('neighbour', 'annur', vote, 'yes');
  await casts('colleague', 'tenants', vote, 'yes');
  await casts('coordinator', 'parents', vote, 'no');
  await casts('dissenter', 'hauliers', vote, 'yes');
  clock.set('2026-03-05T20:00:00Z');
  await tells('coordinator', close, { proposal: vote });
  await tells('coordinator', answerComment, { comment: concern.id, became: 'taken_up' });
  await tells('coordinator', open, { proposal });
  await casts('neighbour', 'annur', proposal, 'yes');
  await casts('colleague', 'tenants', proposal, 'yes');
  await casts('coordinator', 'parents', proposal, 'yes');
  await casts('dissenter', 'hauliers', proposal, 'no');
  clock.set('2026-03-12T12:00:00Z');
  await tells('coordinator', extend, {
    proposal,
    reason: 'The board of the union meets on Friday.',
    closesAt: clock.at('2026-03-13T22:00:00Z'),
  });
  clock.set('2026-03-13T22:00:00Z');
  await tells('coordinator', close, { proposal });
  await tells('coordinator', stateOutcome, {
    proposal,
    decided: 'From 16 March we walk children past the yard on Mondays, Wednesdays and Fridays.',
    why: 'It protects the youngest now, while the rest of our work takes its time.',
  });
  await tells('dissenter', explainVote, {
    proposal,
    member: members.hauliers,
    kind: 'dissent',
    says: 'Our drivers will be blamed for every near miss. We would have closed the lane at eight instead.',
  });
  const inAWeek = clock.at('2026-03-30T12:00:00Z').slice(0, 10);
  const bands = await tells('coordinator', addFollowUp, {
    proposal,
    what: 'Sew forty green bands',
    member: members.annur,
    dueOn: inAWeek,
  });
  await tells('coordinator', addFollowUp, { proposal, what: 'Tell the school who walks', who: 'Amal', dueOn: inAWeek });
  clock.set('2026-03-18T20:00:00Z');
  await tells('neighbour', markFollowUp, { followUp: bands.id, became: 'done' });
  await tells('coordinator', revisit, {
    proposal,
    verdict: 'kept',
    why: 'Thirty children walk with us after one week. We look again before the holidays.',
    nextOn: clock.at('2026-03-23T12:00:00Z').slice(0, 10),
  });
  const kept = await tells('coordinator', saveTemplate, {
    proposal,
    name: 'Something we do together every week',
    note: 'Ten days, and half of us take part.',
  });
  return {
    proposals: { whole: proposal, amendmentVote: vote },
    told: { concern: concern.id, followUp: bands.id, template: kept.id },
  };
}

/** A leaflet whose words are still argued about. */
async function leaflet(app: App, clock: StoryClock, { people, members, coalition }: SoFar) {
  const tells: Teller = teller(app, people, coalition.slug);
  clock.set('2026-03-21T18:00:00Z');
  const { proposal } = await tells('coordinator', propose, {
    question: 'Shall this be the text of our leaflet for the market?',
    background:
      'Your child breathes what the yard burns.\n\nAsk the council for one sentence: no idling beside schools.',
    method: 'consent',
    closesAt: clock.at('2026-04-12T20:00:00Z'),
  });
  const asked = await tells('coordinator', askAdvice, {
    proposal,
    who: 'The printer on Mill Street',
    asks: 'What fits on a leaflet that people read to the end?',
  });
  await tells('coordinator', sound, { proposal, per: 'person' });
  await tells('representative', amend, {
    proposal,
    basedOn: 1,
    part: 1,
    after: 'Our children breathe what the yard burns.',
    title: 'Say our children, not yours',
    forMember: members.tenants,
  });
  return { proposals: { amending: proposal }, adviceAsked: asked.id };
}
/** A vote that had to wait. */
async function stall(app: App, clock: StoryClock, { people, members, coalition }: SoFar) {
  const here = coalition.slug;

  clock.set('2026-03-22T09:00:00Z');
  const { proposal } = await tell(
    app,
    people.coordinator,
    propose,
    {
      question: 'Shall we share a stall with the gardeners at the spring market?',
      background: 'They have the tent, we have the people. One table, two banners.',
      method: 'majority',
      closesAt: clock.at('2026-03-30T18:00:00Z'),
      ratificationAllowed: false,
    },
    here,
  );
  await tell(app, people.coordinator, allowPaper, { proposal, people: 120 }, here);
  await tell(app, people.coordinator, open, { proposal }, here);
  await tell(app, people.neighbour, castBallot, { proposal, member: members.annur, choice: { answer: 'yes' } }, here);
  clock.set('2026-03-23T09:00:00Z');
  const reason = 'The market may move to May. The gardeners will know by the end of the week.';
  await tell(app, people.coordinator, pause, { proposal, reason }, here);

  return proposal;
}

import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { happened } from '../../coalitions/queries-home.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, open, propose, revise } from '../commands.ts';
import { decisionPaths } from '../paths.ts';
import { show } from '../queries.ts';
import type { Outcome } from '../tally/ballot.ts';
import { withdrawBallot } from '../withdrawal-commands.ts';
import { answerHome, noteAnswers } from './commands-answering.ts';
import { ask, askMore, revokeLink, takeBack } from './commands-asking.ts';
import { concludeHome, giveMandate, revokeMandate, shareMandate } from './commands-mandating.ts';
import { mandatePaths } from './paths.ts';
import { ofMember, readLink } from './queries.ts';

const { act, ask: read, get, post, story, clock, owner, drop } = await testApp();
afterAll(drop);
const who = story.people;
const { tenants, union } = story.members;
const yes = { answer: 'yes' as const };
const no = { answer: 'no' as const };

async function asks(more: Partial<Parameters<typeof propose.example>[0]> = {}): Promise<number> {
  const put = { question: 'Shall we print a leaflet?', method: 'majority', closesAt: story.soon, ...more };
  const { proposal } = worked(await act(who.coordinator, propose, put));
  worked(await act(who.coordinator, open, { proposal }));
  return proposal;
}
const goesHome = async (proposal: number, person = who.representative, member = tenants, more = {}) =>
  worked(
    await act(person, ask, {
      proposal,
      member,
      closesAt: story.mandates.deadline,
      people: [{ name: 'Ada' }, { name: 'Ben' }, { name: 'Cleo', email: 'cleo@eastbank.example' }],
      ...more,
    }),
  );
const answers = (home: { token: string | null; codes: { code: string }[] }, index: number, input: object) =>
  act(null, answerHome, { token: home.token!, code: home.codes[index]!.code, ...input } as never);
const mandateOf = async (proposal: number, person = who.representative, member = tenants) =>
  worked(await read(person, ofMember, { proposal, member }));

test('a question goes home, people without an account answer and change their mind, and the answers bind', async () => {
  const proposal = await asks();
  const home = await goesHome(proposal);
  expect(home.codes.map(({ name }) => name)).toEqual(['Ada', 'Ben']);
  worked(await answers(home, 0, { choice: no, note: 'Paper is dear.' }));
  worked(await answers(home, 0, { choice: yes }));
  worked(await answers(home, 1, { choice: yes }));
  const { consultations } = await mandateOf(proposal);
  expect(consultations[0]).toMatchObject({ state: 'open', voices: 2 });
  expect(consultations[0]!.people[0]!.answers.map(({ choice }) => choice)).toEqual([yes, no]);
  expect(worked(await act(who.representative, concludeHome, { consultation: home.consultation })).kind).toBe('binding');
  const { mandates } = await mandateOf(proposal);
  expect(mandates[0]).toMatchObject({ state: 'in_force', kind: 'binding', choice: yes, voices: 2, sharedAt: null });
  const against = await act(who.colleague, castBallot, { proposal, member: tenants, choice: no });
  expect(said(against)).toBe('choice: mandates.bound');
  worked(await act(who.colleague, castBallot, { proposal, member: tenants, choice: yes, mandate: mandates[0]!.id }));
  const own = worked(await read(who.colleague, show, { proposal }));
  expect(own.mandated).toEqual([{ member: tenants, held: 'followed', reason: '' }]);
});

test('nobody else sees inside, not even a coordinator, until the member shares', async () => {
  const proposal = await asks();
  const { mandate } = worked(
    await act(who.colleague, giveMandate, { proposal, member: tenants, kind: 'free', decidedHow: 'All of us.' }),
  );
  expect(said(await read(who.coordinator, ofMember, { proposal, member: tenants }))).toBe('mandates.onlyOwn');
  expect(worked(await read(who.coordinator, show, { proposal })).mandates).toEqual([]);
  const news = async (person: string) =>
    worked(await read(person, happened, { limit: 200 })).items.filter(({ verb }) => verb.startsWith('mandates.give'));
  expect((await news(who.coordinator)).length).toBe(0);
  expect((await news(who.representative)).length).toBeGreaterThan(0);
  expect((await get(mandatePaths(story.coalition.slug, proposal, tenants).one, who.coordinator)).status).toBe(403);
  worked(await act(who.colleague, shareMandate, { mandate: mandate! }));
  expect(worked(await read(who.coordinator, show, { proposal })).mandates).toMatchObject([
    { id: mandate, kind: 'free' },
  ]);
});

test('where the rule lets it, a ballot against the mandate counts and is marked with its reason', async () => {
  const proposal = await asks({ mandateDeviation: 'marked' } as never);
  const bound = { proposal, member: tenants, kind: 'binding' as const, choice: yes, decidedHow: 'Our assembly.' };
  worked(await act(who.colleague, giveMandate, bound));
  const cast = { proposal, member: tenants, choice: no };
  expect(said(await act(who.colleague, castBallot, cast))).toBe('otherwiseBecause: mandates.sayWhyOtherwise');
  worked(await act(who.colleague, castBallot, { ...cast, otherwiseBecause: 'The printer has closed.' }));
  expect(worked(await read(who.coordinator, show, { proposal })).mandated).toEqual([]);
  clock.set('2026-04-07T18:00:00Z');
  worked(await act(who.coordinator, close, { proposal }));
  const closed = worked(await read(who.coordinator, show, { proposal }));
  expect(closed.mandated).toEqual([{ member: tenants, held: 'otherwise', reason: 'The printer has closed.' }]);
  clock.set('2026-03-24T19:00:00Z');
});

test('where the rule asks for a mandate, whoever must consult votes only under one', async () => {
  const proposal = await asks({ mandateRequired: true } as never);
  const cast = { proposal, member: union, choice: yes, basis: 'consulted' as const, consultedHow: 'The board.' };
  expect(said(await act(who.consulting, castBallot, cast))).toBe('mandates.needed');
  const given = { proposal, member: union, kind: 'binding' as const, choice: yes, decidedHow: 'The board, 24 March.' };
  const { mandate } = worked(await act(who.lawyer, giveMandate, given));
  worked(await act(who.consulting, castBallot, { proposal, member: union, choice: yes, mandate: mandate! }));
});

test('a mandate that was revoked, superseded, has expired or speaks of an older text: each is told apart', async () => {
  const proposal = await asks({ method: 'consent', mandateRequired: true } as never);
  const consent = { answer: 'consent' as const };
  const give = async (more = {}) =>
    worked(
      await act(who.lawyer, giveMandate, {
        proposal,
        member: union,
        kind: 'binding',
        choice: consent,
        decidedHow: 'Stewards.',
        ...more,
      }),
    ).mandate!;
  const casts = async (mandate?: string) =>
    said(await act(who.consulting, castBallot, { proposal, member: union, choice: consent, mandate }));
  const first = await give();
  const second = await give({ goodUntil: clock.at('2026-03-24T20:00:00Z') });
  expect(await casts(first)).toBe('mandates.isSuperseded');
  clock.forward({ hours: 2 });
  expect(await casts(second)).toBe('mandates.isExpired');
  const third = await give();
  worked(await act(who.lawyer, revokeMandate, { mandate: third, reason: 'New facts.' }));
  expect(await casts(third)).toBe('mandates.isRevoked');
  const fourth = await give();
  const newer = { proposal, question: 'Shall we print a leaflet in three languages?', basedOn: 1 };
  worked(await act(who.coordinator, revise, newer));
  expect(await casts(fourth)).toBe('mandates.isForOlderText');
  expect((await mandateOf(proposal, who.lawyer, union)).mandates[0]).toMatchObject({ state: 'older_text' });
  clock.set('2026-03-24T19:00:00Z');
});

test('a link answers only for whom it is, until the deadline, and not after it was taken back', async () => {
  const proposal = await asks();
  const home = await goesHome(proposal);
  const token = home.token!;
  expect(said(await act(null, answerHome, { token, choice: yes }))).toBe('code: mandates.codeMissing');
  expect(said(await act(null, answerHome, { token, code: 'ABCD EFGH', choice: yes }))).toBe('code: mandates.codeWrong');
  expect(said(await act(null, answerHome, { token: 'nonsense', choice: yes }))).toBe('mandates.linkNotFound');
  const { consultations } = await mandateOf(proposal);
  worked(await act(who.colleague, revokeLink, { asked: consultations[0]!.people[0]!.id }));
  expect(said(await answers(home, 0, { choice: yes }))).toBe('mandates.linkRevoked');
  clock.set(story.mandates.deadline);
  expect(said(await answers(home, 1, { choice: yes }))).toBe('mandates.deadlineOver');
  clock.set('2026-03-24T19:00:00Z');
  worked(await act(who.colleague, takeBack, { consultation: home.consultation }));
  expect(said(await answers(home, 1, { choice: yes }))).toBe('mandates.isTakenBack');
});

test('only those who speak for the member ask, once at a time, and before the vote closes', async () => {
  const proposal = await asks();
  const input = { proposal, member: tenants, closesAt: story.mandates.deadline };
  expect(said(await act(who.coordinator, ask, input))).toBe('decisions.notYourMember');
  const late = { ...input, closesAt: clock.at('2026-04-08T00:00:00Z') };
  expect(said(await act(who.colleague, ask, late))).toBe('closesAt: mandates.deadlineAfterVote');
  const home = worked(await act(who.colleague, ask, { ...input, secret: true }));
  expect(said(await act(who.representative, ask, input))).toBe('mandates.askedAlready');
  const cleo = { name: 'Cleo', email: 'cleo@eastbank.example' };
  worked(await act(who.colleague, askMore, { consultation: home.consultation, people: [cleo] }));
  const twice = await act(who.colleague, askMore, { consultation: home.consultation, people: [cleo] });
  expect(said(twice)).toBe('people.0.email: mandates.askedTwice');
});

test('nothing of a token or a code is kept, and a link says for whom it acts without writing', async () => {
  const proposal = await asks();
  const home = await goesHome(proposal, who.representative, tenants, { secret: true });
  const kept = await owner`select (select string_agg(t::text, '') from consultation_links t)
    || (select string_agg(t::text, '') from consultation_people t) as all`;
  expect(kept[0]!.all).not.toContain(home.token);
  expect(kept[0]!.all).not.toContain(home.codes[0]!.code);
  worked(await answers(home, 1, { choice: no }));
  const shown = worked(await read(null, readLink, { token: home.token!, code: home.codes[0]!.code }));
  expect(shown).toMatchObject({ name: 'Ada', state: 'open', answer: null, others: [] });
});

test('in the browser: ask with lines, take the link out of the address, type the code, answer, see it said', async () => {
  const proposal = await asks();
  const at = mandatePaths(story.coalition.slug, proposal, tenants);
  const asked = await post(at.ask, who.representative, {
    peopleLines: 'Ada\nCleo <cleo@eastbank.example>',
    way: 'majority',
    closesAt: story.mandates.deadline,
    language: 'en',
  });
  expect([asked.status, asked.headers.get('location')]).toEqual([303, at.one]);
  const cookie = asked.headers.get('set-cookie')!.split(';')[0]!;
  const page = await (await get(at.one, who.representative, { cookie })).text();
  const [, token] = /home-question\/([\w-]+)/.exec(page)!;
  const [, code] = /<code dir="ltr">(\w{8})<\/code>/.exec(page)!;
  expect(await (await get(at.one, who.representative)).text()).not.toContain(code);
  const door = await get(`/home-question/${token}`);
  expect(door.headers.get('location')).toBe('/home-question');
  const cookies = `gb_home=${token}; gb_home_code=${code}`;
  expect(await (await get('/home-question', null, { cookie: `gb_home=${token}` })).text()).toContain('Who are you?');
  const sent = await post(at.answer, null, { 'choice.answer': 'yes', says: 'choice' }, { cookie: cookies });
  expect(sent.status).toBe(303);
  const after = await (await get('/home-question', null, { cookie: cookies })).text();
  expect(after).toContain('Your answer is in');
  const missing = await post(at.answer, null, { says: 'choice' }, { cookie: cookies });
  expect(missing.status).toBe(422);
});

test('a weight is divided in one act, by anybody of the member, and a colleague replaces it; then it is taken back', async () => {
  const proposal = await asks({ splitAllowed: true } as never);
  const divided = (first: string, second: string) => ({
    split: [
      { share: first, choice: yes },
      { share: second, choice: no },
    ],
  });
  const cast = { proposal, member: tenants };
  const uneven = await act(who.representative, castBallot, { ...cast, choice: divided('70', '20') });
  expect(said(uneven)).toBe('choice.split: tally.sharesUneven');
  const { ballot } = worked(await act(who.representative, castBallot, { ...cast, choice: divided('70 %', '30 %') }));
  const again = { ...cast, choice: divided('60', '40'), replaces: ballot };
  const second = worked(await act(who.colleague, castBallot, again)).ballot;
  const entry = worked(await read(who.colleague, show, { proposal })).roll.find(({ member }) => member === tenants)!;
  expect(entry.choice).toEqual({
    split: [
      { share: '3/5', choice: yes },
      { share: '2/5', choice: no },
    ],
  });
  expect(entry.replaced.length).toBe(1);
  const at = decisionPaths(story.coalition.slug, proposal);
  const form = { member: tenants, basis: 'own_authority', replaces: second, basedOn: '1' };
  const wrong = await post(at.ballot, who.colleague, { ...form, 'share.answer:yes': '70', 'share.answer:no': '-30' });
  expect(wrong.status).toBe(422);
  expect(await wrong.text()).toContain('more than nothing');
  const sent = await post(at.ballot, who.colleague, { ...form, 'share.answer:yes': '75', 'share.answer:no': '25' });
  expect(sent.status).toBe(303);
  const { roll } = worked(await read(who.colleague, show, { proposal }));
  const third = roll.find(({ member }) => member === tenants)!.ballot!;
  expect(said(await act(who.colleague, withdrawBallot, { ...cast, ballot: second }))).toBe(
    'decisions.colleagueWasFaster',
  );
  worked(await act(who.representative, withdrawBallot, { ...cast, ballot: third }));
  expect(said(await act(who.representative, withdrawBallot, { ...cast, ballot: third }))).toBe('decisions.noBallot');
  worked(await act(who.representative, castBallot, { ...cast, choice: divided('3/4', '1/4') }));
  clock.set('2026-04-07T18:00:00Z');
  worked(await act(who.coordinator, close, { proposal }));
  const closed = worked(await read(who.coordinator, show, { proposal }));
  expect(closed.takenBack).toMatchObject([{ member: tenants, by: 'Rosa Delgado' }]);
  const { outcome } = closed.outcomes[0]!.count as unknown as { outcome: Outcome };
  const totals = outcome.rounds[0]!.totals;
  expect(totals.slice(0, 2).map(({ weight }) => weight)).toEqual(['3/4', '1/4']);
  clock.set('2026-03-24T19:00:00Z');
});

test('where the rule does not allow it, no weight is divided; at home a member can be divided as its people are', async () => {
  const fixed = await asks();
  const split = {
    split: [
      { share: '50', choice: yes },
      { share: '50', choice: no },
    ],
  };
  expect(said(await act(who.colleague, castBallot, { proposal: fixed, member: tenants, choice: split }))).toBe(
    'choice.split: decisions.noSplit',
  );
  const proposal = await asks({ splitAllowed: true } as never);
  const home = await goesHome(proposal, who.colleague, tenants, { way: 'divided' });
  const counts = [
    { choice: yes, voices: 30 },
    { choice: no, voices: 10 },
  ];
  worked(await act(who.colleague, noteAnswers, { consultation: home.consultation, counts, how: 'Assembly.' }));
  worked(await act(who.colleague, concludeHome, { consultation: home.consultation }));
  expect((await mandateOf(proposal)).mandates[0]).toMatchObject({
    kind: 'binding',
    choice: {
      split: [
        { share: '3/4', choice: yes },
        { share: '1/4', choice: no },
      ],
    },
  });
});

import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, open, propose } from '../commands.ts';
import { giveMandate } from '../mandates/commands-mandating.ts';
import { ballots, show } from '../queries.ts';
import { verify } from '../seal/verify.ts';
import type { Outcome } from '../tally/ballot.ts';
import { delegate, endDelegation } from './commands.ts';
import { delegationPaths } from './paths.ts';
import { delegations } from './queries.ts';

const { act, ask: read, get, post, story, clock, drop } = await testApp();
afterAll(drop);
const who = story.people;
const { tenants, parents, annur, union, hauliers } = story.members;
const yes = { answer: 'yes' as const };
const no = { answer: 'no' as const };

async function asks(more: object = {}): Promise<number> {
  const put = { question: 'Shall we print a leaflet?', method: 'majority', closesAt: story.soon, ...more };
  const { proposal } = worked(await act(who.coordinator, propose, put));
  worked(await act(who.coordinator, open, { proposal }));
  return proposal;
}
const lends = (person: string, from: string, to: string, proposal: number) =>
  act(person, delegate, { from, to, scope: 'question', proposal });
const casts = async (person: string, proposal: number, member: string, choice: typeof yes | typeof no) =>
  worked(await act(person, castBallot, { proposal, member, choice }));
async function closes(proposal: number) {
  clock.set('2026-04-07T18:00:00Z');
  worked(await act(who.coordinator, close, { proposal }));
  const closed = worked(await read(who.coordinator, show, { proposal }));
  clock.set('2026-03-24T19:00:00Z');
  const { outcome } = closed.outcomes[0]!.count as unknown as { outcome: Outcome };
  return outcome.rounds[0]!.totals.slice(0, 2).map(({ weight }) => weight);
}

test('a voice goes along a chain to the one that has voted, and comes home with an own ballot', async () => {
  const proposal = await asks();
  worked(await lends(who.neighbour, annur, tenants, proposal));
  worked(await lends(who.colleague, tenants, parents, proposal));
  await casts(who.coordinator, proposal, parents, yes);
  const { carried } = worked(await read(who.neighbour, show, { proposal }));
  expect(carried.map(({ member, way }) => [member, way.map((step) => step.member)])).toEqual([
    [annur, [tenants, parents]],
    [tenants, [parents]],
  ]);
  await casts(who.colleague, proposal, tenants, no);
  expect(worked(await read(who.neighbour, show, { proposal })).carried.map(({ way }) => way.at(-1)!.member)).toEqual([
    tenants,
  ]);
  expect(await closes(proposal)).toEqual(['1', '2']);
});

test('to oneself, in a circle, to nobody, off the roll, or where the rule forbids it: each has its own answer', async () => {
  const proposal = await asks();
  expect(said(await lends(who.colleague, tenants, tenants, proposal))).toBe('to: delegations.toOneself');
  worked(await lends(who.neighbour, annur, tenants, proposal));
  worked(await lends(who.colleague, tenants, parents, proposal));
  const round = await lends(who.coordinator, parents, annur, proposal);
  expect(said(round)).toBe('to: delegations.cycle');
  expect(JSON.stringify(round)).toContain('→');
  expect(said(await lends(who.neighbour, annur, parents, proposal))).toBe('delegations.givenAlready');
  const strange = '01900000-0000-7000-8000-0000000000ff';
  expect(said(await lends(who.lawyer, union, strange, proposal))).toBe('to: delegations.notAMember');
  expect(said(await lends(who.consulting, union, tenants, proposal))).toBe('delegations.decidersOnly');
  expect(said(await lends(who.coordinator, tenants, parents, proposal))).toBe('decisions.notYourMember');
  const closed = await asks({ delegationAllowed: false });
  expect(said(await lends(who.lawyer, union, tenants, closed))).toBe('proposal: delegations.notAllowed');
  const endless = { from: union, to: tenants, scope: 'period' as const };
  expect(said(await act(who.lawyer, delegate, endless))).toBe('until: delegations.untilWhen');
});

test('two circles that are closed at the same moment: one of them is refused', async () => {
  const proposal = await asks();
  const both = await Promise.all([
    lends(who.dissenter, hauliers, union, proposal),
    lends(who.lawyer, union, hauliers, proposal),
  ]);
  expect(both.map(said).sort()).toEqual(['done', 'to: delegations.cycle']);
});

test('it ends from either side, by its date, and not behind a binding mandate', async () => {
  const proposal = await asks();
  const { delegation } = worked(await lends(who.neighbour, annur, parents, proposal));
  await casts(who.coordinator, proposal, parents, yes);
  const bound = { proposal, member: annur, kind: 'binding' as const, choice: no, decidedHow: 'After prayer.' };
  worked(await act(who.neighbour, giveMandate, bound));
  expect(worked(await read(who.neighbour, show, { proposal })).carried).toMatchObject([{ againstMandate: true }]);
  expect(worked(await read(who.dissenter, show, { proposal })).carried).toEqual([]);
  expect(said(await act(who.dissenter, endDelegation, { delegation }))).toBe('decisions.notYourMember');
  expect(worked(await act(who.coordinator, endDelegation, { delegation })).why).toBe('laid_down');
  expect(said(await act(who.neighbour, endDelegation, { delegation }))).toBe('delegations.endedAlready');
  const week = { from: annur, to: parents, scope: 'period' as const, until: clock.at('2026-03-26T00:00:00Z') };
  worked(await act(who.neighbour, delegate, week));
  clock.set('2026-03-27T00:00:00Z');
  const { items } = worked(await read(who.observer, delegations, {}));
  expect(items[0]).toMatchObject({ endedWhy: 'expired' });
  const next = { ...week, until: clock.at('2026-04-01T00:00:00Z') };
  worked(await act(who.neighbour, delegate, next));
  clock.set('2026-03-24T19:00:00Z');
  expect(await closes(proposal)).toEqual(['1', '0']);
});

test('the page lends a voice and keeps what was typed when it may not', async () => {
  const { list } = delegationPaths(story.coalition.slug);
  const proposal = await asks();
  const form = { from: union, to: union, scope: 'question', proposal: String(proposal) };
  const refused = await post(list, who.lawyer, form);
  expect(refused.status).toBe(422);
  expect((await post(list, who.lawyer, { ...form, to: parents })).status).toBe(303);
  expect(await (await get(list, who.lawyer)).text()).toContain('Take it back');
});

test('a vote with a lent voice and a divided weight is sealed, and the file fits together by itself', async () => {
  const proposal = await asks({ splitAllowed: true });
  worked(await lends(who.neighbour, annur, tenants, proposal));
  const split = [
    { share: '70 %', choice: yes },
    { share: '30 %', choice: no },
  ];
  worked(await act(who.colleague, castBallot, { proposal, member: tenants, choice: { split } }));
  expect(await closes(proposal)).toEqual(['7/5', '3/5']);
  const file = worked(await read(who.coordinator, ballots, { proposal }));
  const verified = verify(JSON.parse(JSON.stringify(file)));
  if (!verified.ok) throw new Error(verified.problem.key);
  expect(verified.value.checks.filter(({ ok }) => !ok)).toEqual([]);
});

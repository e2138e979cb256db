import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said } from '../../../test/support/refusal.ts';
import { propose } from '../commands.ts';
import { addFollowUp, explainVote, markFollowUp, stateOutcome } from './after-commands.ts';
import { wayWaiting } from './home-queries.ts';
import { showWay } from './queries.ts';
import { callToRevisit, revisit } from './revisit-commands.ts';
import { answerSounding, endSounding, sound } from './sounding-commands.ts';

const { act, ask, get, story, clock, drop } = await testApp();
afterAll(drop);
const { people, members, proposals } = story;
const boss = people.coordinator;
const way = async (proposal: number, person = people.observer) => {
  const read = await ask(person, showWay, { proposal });
  if (!read.ok) throw new Error('unread');
  return read.value;
};

describe('after the close', () => {
  test('the outcome is put into words; a correction keeps what it corrects', async () => {
    const proposal = proposals.whole;
    expect(said(await act(people.representative, stateOutcome, { proposal, decided: 'No.' }))).toBe(
      'decisions.proposerOnly',
    );
    expect(said(await act(boss, stateOutcome, { proposal: proposals.open, decided: 'Yes.' }))).toBe(
      'decisions.notClosed',
    );
    expect(said(await act(boss, stateOutcome, { proposal, decided: 'We walk on three mornings.' }))).toBe('done');
    expect((await way(proposal)).statements.map(({ decided }) => decided)).toEqual([
      'We walk on three mornings.',
      'From 16 March we walk children past the yard on Mondays, Wednesdays and Fridays.',
    ]);
  });

  test('members explain their votes for two weeks, each for itself', async () => {
    const explain = { proposal: proposals.whole, kind: 'explanation' as const, says: 'Our assembly asked for it.' };
    const explains = (person: string, member: string) => act(person, explainVote, { ...explain, member }).then(said);
    expect(await explains(people.dissenter, members.tenants)).toBe('decisions.notYourMember');
    expect(await explains(people.representative, members.tenants)).toBe('done');
    clock.set('2026-03-27T22:00:00Z');
    expect(await explains(people.representative, members.tenants)).toBe('way.explainedTooLate');
    expect((await way(proposals.whole)).explanations.map(({ kind }) => kind).sort()).toEqual([
      'dissent',
      'explanation',
    ]);
  });

  test('tasks have somebody and a day ahead, and are marked by whoever carries them', async () => {
    const task = { proposal: proposals.whole, what: 'Paint the crossing', dueOn: '2026-04-20' };
    expect(said(await act(boss, addFollowUp, task))).toBe('who: way.someoneDoesIt');
    expect(said(await act(boss, addFollowUp, { ...task, who: 'Ruth', dueOn: '2026-01-01' }))).toBe(
      'dueOn: way.dueAhead',
    );
    const added = await act(boss, addFollowUp, { ...task, member: members.tenants });
    const followUp = added.ok ? added.value.id : '';
    const waits = await ask(people.representative, wayWaiting, {});
    expect(waits).toMatchObject({ value: [{ kind: 'task', what: 'Paint the crossing' }] });
    const marks = (person: string, became: 'done' | 'dropped', why = '') =>
      act(person, markFollowUp, { followUp, became, why }).then(said);
    expect(await marks(people.dissenter, 'done')).toBe('way.notYourTask');
    expect(await marks(people.representative, 'dropped')).toBe('why: way.droppedNeedsWhy');
    expect(await marks(people.representative, 'done')).toBe('done');
    expect(await ask(people.representative, wayWaiting, {})).toMatchObject({ value: [] });
  });

  test('a day to look again waits on the home, and is kept or leads to a new question', async () => {
    const proposal = proposals.whole;
    expect(await ask(boss, wayWaiting, {})).toMatchObject({
      value: expect.arrayContaining([expect.objectContaining({ kind: 'revisit', number: proposal })]),
    });
    expect(said(await act(null, callToRevisit, { proposal }, { via: 'clock' }))).toBe('done');
    const wrong = { proposal, verdict: 'kept' as const, why: 'Good.', nextOn: '2026-01-01' };
    expect(said(await act(boss, revisit, wrong))).toBe('nextOn: way.dueAhead');
    expect(said(await act(boss, revisit, { proposal, verdict: 'change', why: 'Five mornings now.' }))).toBe('done');
    expect(said(await act(null, callToRevisit, { proposal }, { via: 'clock' }))).toBe('way.notYetRevisited');
    const question = {
      question: 'Shall we walk on five mornings?',
      method: 'majority',
      closesAt: '2026-06-01T18:00:00Z',
    };
    expect(said(await act(boss, propose, { ...question, changes: proposals.open }))).toBe(
      'changes: way.changesDecided',
    );
    const later = await act(boss, propose, { ...question, changes: proposal });
    expect((await way(proposal)).changedBy).toEqual([later.ok && later.value.proposal]);
    const page = await get(`/c/${story.coalition.slug}/decisions/${proposal}`, boss);
    expect(await page.text()).toContain('?changes=');
  });
});

describe('a temperature check', () => {
  test('takes one answer of each, hides a small or running anonymous spread, and is no vote', async () => {
    const proposal = proposals.open;
    expect(said(await act(people.representative, sound, { proposal }))).toBe('decisions.proposerOnly');
    expect(said(await act(boss, sound, { proposal, anonymous: true }))).toBe('done');
    expect(said(await act(boss, sound, { proposal }))).toBe('way.soundingRuns');
    const says = (person: string, level: number, member?: string) =>
      act(person, answerSounding, { proposal, level, member }).then(said);
    expect(await says(people.representative, 9)).toMatch(/^level: /);
    expect(await says(people.observer, 3)).toBe('decisions.speakersOnly');
    expect(await says(people.representative, 3, members.tenants)).toBe('member: way.peopleAreAsked');
    for (const level of [1, 5]) expect(await says(people.representative, level)).toBe('done');
    for (const person of [boss, people.colleague, people.consulting]) await says(person, 4);
    expect((await way(proposal)).soundings[0]).toMatchObject({ answers: 4, spread: null, mine: [] });
    await says(people.neighbour, 2);
    expect((await way(proposal)).soundings[0]!.spread).toBeNull();
    await act(boss, endSounding, { proposal });
    expect((await way(proposal)).soundings[0]!.spread).toEqual([0, 1, 0, 3, 1]);
    expect(await says(people.neighbour, 2)).toBe('way.noSounding');
  });

  test('of members takes one answer of each member, whoever gives it', async () => {
    const proposal = proposals.amending;
    await act(boss, endSounding, { proposal });
    await act(boss, sound, { proposal, per: 'member' });
    const says = (person: string, level: number, member?: string) =>
      act(person, answerSounding, { proposal, level, member }).then(said);
    expect(await says(people.representative, 3)).toBe('member: way.membersAreAsked');
    expect(await says(people.representative, 3, members.annur)).toBe('decisions.notYourMember');
    expect(await says(people.representative, 3, members.tenants)).toBe('done');
    expect(await says(people.colleague, 4, members.tenants)).toBe('done');
    expect((await way(proposal)).soundings[0]).toMatchObject({ answers: 1, spread: [0, 0, 0, 1, 0] });
  });
});

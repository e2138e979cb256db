import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said } from '../../../test/support/refusal.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, open, propose, revise, withdraw } from '../commands.ts';
import { answerComment, comment } from '../discussion-commands.ts';
import { show } from '../queries.ts';
import { acceptAmendment, amend, voteOnAmendment, withdrawAmendment } from './amendment-commands.ts';
import { showWay } from './queries.ts';

const { act, ask, post, story, clock, drop } = await testApp();
afterAll(drop);
const { people, members } = story;
const boss = people.coordinator;
const background = 'Every morning.\n\nWith a green band.';

let proposal: number;
beforeEach(async () => {
  clock.set('2026-05-01T08:00:00Z');
  const put = await act(boss, propose, {
    question: 'Shall we walk?',
    background,
    method: 'majority',
    closesAt: '2026-05-10T18:00:00Z',
  });
  proposal = put.ok ? put.value.proposal : 0;
});
const text = async () => {
  const read = await ask(boss, show, { proposal });
  return read.ok ? read.value.versions[0]!.background : '';
};
const states = async () => {
  const read = await ask(boss, showWay, { proposal });
  return read.ok ? read.value.amendments.map(({ state, stale }) => (stale ? `${state}, stale` : state)) : [];
};
const proposes = (after: string, part = 1, basedOn = 1, person = people.consulting) =>
  act(person, amend, { proposal, basedOn, part, after, title: 'Other words' });
const votes = (amendment: number, closesAt = '2026-05-05T18:00:00Z') =>
  act(boss, voteOnAmendment, { proposal, amendment, closesAt });
const decides = async (vote: number, answer: 'yes' | 'no') => {
  for (const [person, member] of [
    [people.neighbour, members.annur],
    [people.colleague, members.tenants],
  ] as const)
    await act(person, castBallot, { proposal: vote, member, choice: { answer } });
  clock.set('2026-05-05T18:00:00Z');
  return said(await act(boss, close, { proposal: vote }));
};
const numberOf = (result: Awaited<ReturnType<typeof votes>>) => (result.ok ? result.value.vote : 0);

describe('friendly amendments', () => {
  test('are taken up by the proposer alone, with credit, as a new version', async () => {
    expect(said(await proposes('Three mornings.'))).toBe('done');
    expect(said(await act(people.representative, acceptAmendment, { proposal, amendment: 1 }))).toBe(
      'way.proposerAccepts',
    );
    expect(said(await act(boss, acceptAmendment, { proposal, amendment: 1 }))).toBe('done');
    expect(await text()).toBe('Three mornings.\n\nWith a green band.');
    expect(said(await act(boss, acceptAmendment, { proposal, amendment: 1 }))).toBe('way.amendmentSettled');
    const way = await ask(people.observer, showWay, { proposal });
    expect(way).toMatchObject({ value: { amendments: [{ state: 'accepted', made: 2, by: 'Tomás Ferreira' }] } });
  });

  test('are refused on words that have changed, with both texts; others hold', async () => {
    await proposes('Three mornings.');
    await proposes('With a blue band.', 2);
    await act(boss, revise, {
      proposal,
      question: 'Shall we walk?',
      background: 'Two mornings.\n\nNew.\n\nWith a green band.',
      basedOn: 1,
    });
    expect(await states()).toEqual(['open, stale', 'open']);
    expect(said(await act(boss, acceptAmendment, { proposal, amendment: 1 }))).toBe('way.textMovedSince');
    expect(said(await act(boss, acceptAmendment, { proposal, amendment: 2 }))).toBe('done');
    expect(await text()).toBe('Two mornings.\n\nNew.\n\nWith a blue band.');
    expect(said(await proposes('Four mornings.'))).toBe('basedOn: way.textMoved');
    const page = await post(`/c/${story.coalition.slug}/decisions/${proposal}/amend`, people.consulting, {
      part: '1',
      basedOn: '1',
      after: 'Four mornings.',
      title: 'Four it is',
    });
    expect(page.status).toBe(422);
    const html = await page.text();
    for (const there of ['Every morning.', 'Two mornings.', 'Four mornings.', 'Four it is'])
      expect(html).toContain(there);
  });

  test('say what is wrong with them', async () => {
    expect(said(await proposes('x', 9))).toBe('part: way.noSuchPart');
    expect(said(await proposes('Every morning.'))).toBe('after: way.nothingChanges');
    expect(said(await proposes('x\ny', 0))).toBe('after: way.questionIsALine');
    expect(said(await proposes('Never.', 1, 1, people.observer))).toBe('decisions.speakersOnly');
    await proposes('Never.');
    expect(said(await act(boss, withdrawAmendment, { proposal, amendment: 1 }))).toBe('way.amenderOnly');
    expect(said(await act(people.consulting, withdrawAmendment, { proposal, amendment: 1 }))).toBe('done');
    await act(boss, open, { proposal });
    expect(said(await proposes('Too late.'))).toBe('way.amendInDiscussion');
  });
});

describe('amendments that are voted on', () => {
  test('carried, change the text; the main vote waits for them', async () => {
    await proposes('Three mornings.');
    expect(said(await votes(1, '2026-05-20T18:00:00Z'))).toBe('closesAt: way.amendFirst');
    expect(
      said(await act(people.consulting, voteOnAmendment, { proposal, amendment: 1, closesAt: '2026-05-05T18:00:00Z' })),
    ).toBe('kernel.coordinatorsOnly');
    const vote = numberOf(await votes(1));
    expect(said(await act(boss, open, { proposal }))).toBe('way.amendmentsOnVote');
    expect(said(await act(boss, revise, { proposal, question: 'Shall we?', basedOn: 1 }))).toBe('way.amendmentsOnVote');
    expect(said(await act(boss, revise, { proposal: vote, question: 'Shall we?', basedOn: 1 }))).toBe(
      'way.amendmentIsFixed',
    );
    expect(await decides(vote, 'yes')).toBe('done');
    expect([await text(), await states()]).toEqual(['Three mornings.\n\nWith a green band.', ['carried']]);
    expect(said(await act(boss, open, { proposal }))).toBe('done');
  });

  test('rejected or withdrawn, change nothing', async () => {
    await proposes('Three mornings.');
    await proposes('No band.', 2);
    const [first, second] = [numberOf(await votes(1)), numberOf(await votes(2))];
    await act(boss, withdraw, { proposal: second, reason: 'A mistake.' });
    await decides(first, 'no');
    expect([await text(), await states()]).toEqual([background, ['rejected', 'withdrawn']]);
  });

  test('about the same words, go one after the other; when one carries, the later fall', async () => {
    await proposes('Three mornings.');
    await proposes('Four mornings.');
    const vote = numberOf(await votes(1));
    expect(said(await votes(2))).toBe('way.earlierFirst');
    await decides(vote, 'yes');
    expect(await states()).toEqual(['carried', 'open, stale']);
    expect(said(await votes(2, '2026-05-08T18:00:00Z'))).toBe('way.textMovedSince');
  });
});

describe('concerns under the part that they speak of', () => {
  test('keep pointing at the words of their version, and are answered', async () => {
    const remark = { proposal, body: 'Too often for us.', kind: 'concern' as const };
    expect(said(await act(people.consulting, comment, { ...remark, part: 7, version: 1 }))).toBe(
      'part: way.noSuchPart',
    );
    expect(said(await act(people.consulting, comment, { ...remark, part: 1, version: 4 }))).toBe(
      'part: way.noSuchPart',
    );
    expect(said(await act(people.consulting, comment, { ...remark, part: 1 }))).toBe('part: way.noSuchPart');
    const made = await act(people.consulting, comment, { ...remark, part: 1, version: 1 });
    const id = made.ok ? made.value.id : '';
    await act(boss, revise, { proposal, question: 'Shall we walk?', background: 'Three mornings.', basedOn: 1 });
    const answers = (person: string, became: 'answered' | 'taken_up') =>
      act(person, answerComment, { comment: id, became }).then(said);
    expect(await answers(people.dissenter, 'answered')).toBe('way.proposerAnswers');
    expect(await answers(people.consulting, 'taken_up')).toBe('way.proposerAnswers');
    expect(await answers(boss, 'taken_up')).toBe('done');
    const read = await ask(boss, show, { proposal });
    expect(read).toMatchObject({ value: { comments: [{ part: 1, version: 1, kind: 'concern', became: 'taken_up' }] } });
  });
});

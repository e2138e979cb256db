import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { defineConstituency } from '../../members/commands.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, open, propose } from '../commands.ts';
import { ballots, show } from '../queries.ts';
import { waiting } from '../register.ts';
import { count } from '../tally/count.ts';
import { readExport } from '../tally/export.ts';
import { recordWeightFacts } from './commands.ts';
import { previewRoll, weightFacts } from './queries.ts';

const { act, ask, get, post, story, clock, drop } = await testApp();
afterAll(drop);
const { people, members } = story;
const list = `/c/${story.coalition.slug}/decisions`;
const yes = { answer: 'yes' } as const;
const no = { answer: 'no' } as const;

const puts = async (rule: object) =>
  worked(
    await act(people.coordinator, propose, {
      question: 'Shall we hire a bus?',
      method: 'majority',
      closesAt: story.soon,
      ...rule,
    }),
  ).proposal;
const look = async (proposal: number, person = people.coordinator) => {
  const found = await ask(person, show, { proposal });
  if (!found.ok) throw new Error('not shown');
  return found.value;
};
const cast = (person: string, proposal: number, member: string | undefined, choice: typeof yes | typeof no) =>
  act(person, castBallot, { proposal, member, choice });

describe('weights by people', () => {
  test('refuse to open while somebody has not said how many, and name them', async () => {
    const proposal = await puts({ weights: { by: 'dues' } });
    const refused = await act(people.coordinator, open, { proposal });
    expect(said(refused)).toBe('rules.lacking');
    expect(JSON.stringify(refused)).toContain('"lacks":"dues"');
  });

  test('are frozen at the opening, with what made them, and carry against more members', async () => {
    const weights = { by: 'people', cap: '40%', missing: 'one' } as const;
    const proposal = await puts({ weights, quorum: '1/2' });
    worked(await act(people.coordinator, open, { proposal }));
    const { roll } = await look(proposal);
    const union = roll.find(({ member }) => member === members.union)!;
    expect(union.share).toBe('2/5');
    expect(union.because).toMatchObject({ by: 'people', value: '40000', before: '40000' });
    expect(worked(await cast(people.lawyer, proposal, members.union, yes))).toBeDefined();
    worked(await cast(people.representative, proposal, members.tenants, yes));
    worked(await cast(people.dissenter, proposal, members.hauliers, no));
    worked(await cast(people.coordinator, proposal, members.parents, no));
    worked(await cast(people.neighbour, proposal, members.annur, no));
    clock.set(story.soon);
    worked(await act(people.coordinator, close, { proposal }));
    const file = await ask(people.observer, ballots, { proposal });
    if (!file.ok) throw new Error('not exported');
    const read = readExport(JSON.parse(JSON.stringify(file.value)));
    if (!read.ok) throw new Error(read.problem.key);
    const counted = count(read.value.ask, read.value.papers);
    const { outcomes } = await look(proposal);
    expect(counted).toMatchObject({ ok: true, value: JSON.parse(JSON.stringify(outcomes[0]!.count)) });
    expect(outcomes[0]!.result).toBe('carried');
  });
});

describe('wrong weights', () => {
  test.each([
    [{ weights: { cap: '5%' } }, 'weights.cap', 'rules.capTooLow'],
    [{ weights: { cap: '0' } }, 'weights.cap', 'rules.capWrong'],
    [{ weights: { cap: 'half' } }, 'weights.cap', 'rules.capWrong'],
    [{ weights: { by: 'people', perVote: '-3' } }, 'weights.perVote', 'rules.perVoteWrong'],
    [{ weights: { by: 'people', perVote: '1/0' } }, 'weights.perVote', 'rules.perVoteWrong'],
    [{ voters: 'persons', weights: { by: 'people' } }, 'voters', 'rules.personsEqual'],
  ])('%j is said at %s', async (rule, field, key) => {
    const sent = await act(people.coordinator, propose, {
      question: 'Shall we hire a bus?',
      method: 'majority',
      closesAt: '2026-12-01T12:00:00Z',
      ...(rule as object),
    });
    expect(sent).toMatchObject({ ok: false, refusal: { problems: [{ field, key }] } });
  });
});

describe('persons', () => {
  test('vote once each, their own ballot only, though they speak for several', async () => {
    const proposal = await puts({ voters: 'persons', closesAt: '2026-12-01T12:00:00Z' });
    worked(await act(people.coordinator, open, { proposal }));
    const { roll } = await look(proposal);
    const persons = roll.map(({ person }) => person);
    expect(persons).toContain(people.representative);
    expect(persons).toContain(people.colleague);
    expect(persons).not.toContain(people.observer);
    expect(new Set(persons).size).toBe(persons.length);
    expect(roll.every(({ member, weight }) => member === null && weight === '1')).toBe(true);
    const waits = await ask(people.colleague, waiting, {});
    expect(waits.ok && waits.value.some((item) => item.number === proposal && item.kind === 'vote')).toBe(true);
    worked(await cast(people.representative, proposal, undefined, yes));
    worked(await cast(people.colleague, proposal, undefined, no));
    expect(said(await cast(people.colleague, proposal, members.tenants, no))).toBe('decisions.notOnRoll');
    expect(said(await cast(people.observer, proposal, undefined, no))).toBe('decisions.notOnRoll');
    const own = (await look(proposal, people.colleague)).roll.find(({ person }) => person === people.colleague)!;
    expect(own.choice).toEqual(no);
    const theirs = (await look(proposal, people.colleague)).roll.find(
      ({ person }) => person === people.representative,
    )!;
    expect([theirs.voted, theirs.choice]).toEqual([true, null]);
  });

  test('find their own ballot on the page, and cast it there', async () => {
    const proposal = await puts({ voters: 'persons', closesAt: '2026-12-01T12:00:00Z' });
    worked(await act(people.coordinator, open, { proposal }));
    const page = await (await get(`${list}/${proposal}`, people.representative)).text();
    expect(page).toContain('name="basedOn"');
    expect(page).not.toContain('name="member"');
    const sent = await post(`${list}/${proposal}/ballot`, people.representative, {
      basedOn: '1',
      'choice.answer': 'yes',
    });
    expect(sent.status).toBe(303);
    expect((await look(proposal)).roll.filter(({ voted }) => voted)).toHaveLength(1);
  });

  test('a vote of members says whose ballot it is', async () => {
    const proposal = story.proposals.open;
    expect(said(await cast(people.representative, proposal, undefined, yes))).toBe('member: rules.whichMember');
  });
});

describe('numbers', () => {
  const numbers = { kind: 'dues', asOf: '2026-03-01', source: 'Ledger' } as const;
  test('are kept with day and source; the newest day holds', async () => {
    const records = (asOf: string, value: string) =>
      act(people.coordinator, recordWeightFacts, { ...numbers, asOf, values: { [members.union]: value } });
    worked(await records('2026-03-01', '240'));
    worked(await records('2026-02-01', '7'));
    const found = await ask(people.observer, weightFacts, {});
    const union = found.ok && found.value.find(({ member }) => member === members.union);
    expect(union).toMatchObject({ dues: { value: '240', asOf: '2026-03-01', source: 'Ledger' } });
    const preview = await ask(people.observer, previewRoll, { weights: { by: 'dues' } });
    expect(preview).toMatchObject({ ok: true, value: { lacking: { lacks: 'dues' } } });
    const one = await ask(people.observer, previewRoll, { weights: { by: 'dues', missing: 'one' } });
    expect(one.ok && one.value.voters.find(({ member }) => member === members.union)?.weight).toBe('240');
  });

  test.each(['-1', 'many', '1/0', '1e9', `${'9'.repeat(20)}`])('%s is refused beside its member', async (typed) => {
    const sent = await act(people.coordinator, recordWeightFacts, { ...numbers, values: { [members.union]: typed } });
    const field = `values.${members.union}`;
    expect(sent).toMatchObject({ ok: false, refusal: { problems: [{ field, key: 'rules.factWrong' }] } });
  });

  test('only coordinators record them', async () => {
    const sent = await act(people.representative, recordWeightFacts, { ...numbers, values: { [members.union]: '1' } });
    expect(said(sent)).toBe('kernel.coordinatorsOnly');
  });

  test('the pages show them, take them, and try weights', async () => {
    const page = `${list}/numbers`;
    expect((await get(page, people.observer)).status).toBe(200);
    const sent = await post(page, people.coordinator, {
      kind: 'dues',
      asOf: '2026-03-02',
      source: 'Ledger',
      [`values.${members.tenants}`]: '12.50',
    });
    expect(sent.status).toBe(303);
    expect(await (await get(page, people.observer)).text()).toContain('12.5');
    expect((await get(`${list}/weights`, people.observer)).status).toBe(200);
    const wrong = await get(`${list}/weights?weights.by=people&weights.cap=300%25`, people.observer);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('300%');
  });
});

describe('concurrence', () => {
  const near = () => story.constituencies.neighbours;
  const later = '2026-12-01T12:00:00Z';

  test('of the most affected: all others may say yes, and it is not carried without them', async () => {
    const concurrence = { groups: [{ id: near() }], members: '1/2' };
    const proposal = await puts({ concurrence, closesAt: later });
    worked(await act(people.coordinator, open, { proposal }));
    const { concurrence: shown, roll } = await look(proposal);
    expect(shown).toMatchObject({ groups: [{ name: 'People who live beside the yard', threshold: '1/2' }] });
    expect(roll.length).toBeGreaterThan(4);
    worked(await cast(people.lawyer, proposal, members.union, yes));
    worked(await cast(people.coordinator, proposal, members.parents, yes));
    worked(await cast(people.dissenter, proposal, members.hauliers, yes));
    worked(await cast(people.representative, proposal, members.tenants, no));
    clock.set(later);
    worked(await act(people.coordinator, close, { proposal }));
    const { outcomes } = await look(proposal);
    expect(outcomes[0]).toMatchObject({ result: 'rejected', count: { outcome: { result: 'carried' } } });
    const page = await (await get(`${list}/${proposal}`, people.observer)).text();
    expect(page).toContain('People who live beside the yard');
    expect(page).toContain('did not agree');
    const file = await ask(people.observer, ballots, { proposal });
    expect(file).toMatchObject({ ok: true, value: { version: 2 } });
    const read = readExport(JSON.parse(JSON.stringify(file.ok && file.value)));
    if (!read.ok) throw new Error(read.problem.key);
    expect(count(read.value.ask, read.value.papers)).toMatchObject({ ok: true, value: { result: 'rejected' } });
    clock.set('2026-03-24T19:00:00Z');
  });

  test('is asked for on the page, and what is wrong with it is said there', async () => {
    const form = { question: 'Shall we hire a bus?', method: 'majority', closesAt: '2026-12-24T12:00' };
    const field = `concurrence.by.${near()}`;
    const sent = await post(list, people.coordinator, { ...form, [field]: '2/3', 'concurrence.people': '1/2' });
    expect(sent.status).toBe(303);
    const number = Number(sent.headers.get('location')!.split('/').at(-1));
    expect((await look(number)).concurrence).toMatchObject({
      groups: [{ id: near(), threshold: '2/3' }],
      people: '1/2',
    });
    const consent = await post(list, people.coordinator, { ...form, method: 'consent', [field]: '2/3' });
    expect(consent.status).toBe(422);
    expect(await consent.text()).toContain('everybody can already object');
  });

  test.each([
    [
      { groups: [{ id: '00000000-0000-7000-8000-000000000000' }] },
      'concurrence.groups.0.id',
      'rules.constituencyUnknown',
    ],
    [{ groups: [{ id: 'EMPTY' }] }, 'concurrence.groups.0.id', 'rules.constituencyEmpty'],
    [{ groups: [{ id: 'NEAR', threshold: '7' }] }, 'concurrence.groups.0.threshold', 'tally.concurrenceThreshold'],
    [{ people: 'most' }, 'concurrence.people', 'tally.concurrenceThreshold'],
  ])('%j is said at %s', async (concurrence, field, key) => {
    const { constituency } = worked(
      await act(people.coordinator, defineConstituency, { name: `Empty ${key} ${field}` }),
    );
    const text = JSON.stringify(concurrence).replace('EMPTY', constituency).replace('NEAR', near());
    const sent = await act(people.coordinator, propose, {
      question: 'Shall we hire a bus?',
      method: 'majority',
      closesAt: later,
      concurrence: JSON.parse(text),
    });
    expect(sent).toMatchObject({ ok: false, refusal: { problems: [{ field, key }] } });
  });
});

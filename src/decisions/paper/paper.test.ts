// Paper beside the screen: Burlington's 8,833 ballots of 2009 as a bundle, two people who stand for it, and the outcome.
import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { close, open, propose } from '../commands.ts';
import { decisionPaths } from '../paths.ts';
import { show } from '../queries.ts';
import { tallyCli } from '../tally.cli.ts';
import { allowPaper, confirmPaper, enterPaper, withdrawPaper } from './commands.ts';
import { showPaper } from './queries.ts';

const { act, ask, get, post, story, clock, drop } = await testApp();
afterAll(drop);
const { coordinator: amal, individual: ruth, representative: rosa } = story.people;
const burlington = readFileSync(join(import.meta.dirname, '../../../test/data/burlington-2009/ballots.csv'), 'utf8');

async function put(method: string, options: string[], people?: number, more: object = {}) {
  const closesAt = new Date(clock.glance().getTime() + 86_400_000).toISOString();
  const question = { question: 'Who shall speak for us?', method, options, closesAt, ...more };
  const { proposal } = worked(await act(amal, propose, question));
  if (people) worked(await act(amal, allowPaper, { proposal, people }));
  worked(await act(amal, open, { proposal }));
  return proposal;
}
const three = ['Montroll', 'Kiss', 'Wright'];

test('Burlington’s ballots come in by one person and a second, and elect Kiss; every file counts alike', async () => {
  const proposal = await put('irv', three, 8833, { quorum: '1/2' });
  const { batch, total } = worked(await act(amal, enterPaper, { proposal, text: burlington, place: 'City hall' }));
  expect(total).toBe(8833);
  expect(said(await act(amal, enterPaper, { proposal, text: burlington }))).toBe('text: paper.passesRoll');
  expect(said(await act(amal, confirmPaper, { batch, total }))).toBe('paper.somebodyElseConfirms');
  expect(said(await act(ruth, confirmPaper, { batch, total: 8832 }))).toBe('total: paper.differs');
  worked(await act(ruth, confirmPaper, { batch, total }));
  expect(said(await act(ruth, confirmPaper, { batch, total }))).toBe('paper.isConfirmed');
  clock.forward({ hours: 25 });
  expect(worked(await act(amal, close, { proposal })).result).toBe('elected');
  const shown = worked(await ask(amal, show, { proposal }));
  const { outcome } = shown.outcomes[0]!.count as never as {
    outcome: { winners: string[]; cast: string; rounds: { totals: { option: string; weight: string }[] }[] };
  };
  const name = (id: string) => shown.options.find((option) => option.id === id)?.name;
  expect(outcome.winners.map(name)).toEqual(['Kiss']);
  expect(outcome.cast).toBe('8833');
  const first = Object.fromEntries(outcome.rounds[0]!.totals.map(({ option, weight }) => [name(option), weight]));
  expect(first).toEqual({ Montroll: '2554', Kiss: '2982', Wright: '3297' });
  const last = outcome.rounds.at(-1)!.totals.map(({ option, weight }) => [name(option), weight]);
  expect(Object.fromEntries(last)).toMatchObject({ Kiss: '4314', Wright: '4064' });
  const folder = await mkdtemp(join(tmpdir(), 'greenbelt-paper-'));
  const paths = decisionPaths(story.coalition.slug, proposal);
  for (const [form, path] of [
    ['json', paths.ballots],
    ['csv', paths.ballotsCsv],
    ['blt', paths.ballotsBlt],
  ] as const) {
    const file = join(folder, `ballots.${form}`);
    await writeFile(file, await (await get(path, rosa)).text());
    const told: string[] = [];
    const tell = (text: string) => void told.push(text);
    const method = form === 'json' ? [] : ['--method', 'irv'];
    expect(await tallyCli([file, ...method], { out: tell, err: tell }), told.join('')).toBe(0);
    expect(told.join(''), form).toMatch(/Kiss/);
    expect(told.join(''), form).toMatch(/4,?314/);
  }
  expect(await (await get(paths.one, rosa)).text()).toContain('Kiss');
});

test('unconfirmed paper does not count, what was taken back stays on record, and nothing comes in after the close', async () => {
  const proposal = await put('majority', [], 50);
  const enter = (answers: object) => act(amal, enterPaper, { proposal, answers: answers as { yes?: number } });
  const { batch } = worked(await enter({ yes: 20, no: 4 }));
  const other = worked(await enter({ no: 26 })).batch;
  expect(said(await enter({ yes: 1 }))).toBe('answers.yes: paper.passesRoll');
  worked(await act(ruth, confirmPaper, { batch: other, total: 26 }));
  worked(await act(ruth, withdrawPaper, { batch: other, reason: 'Counted twice.' }));
  expect(said(await act(ruth, confirmPaper, { batch: other, total: 26 }))).toBe('paper.isWithdrawn');
  worked(await act(ruth, confirmPaper, { batch, total: 24 }));
  worked(await enter({ no: 26 }));
  clock.forward({ hours: 25 });
  expect(worked(await act(amal, close, { proposal })).result).toBe('carried');
  expect(said(await enter({ yes: 1 }))).toBe('paper.onlyWhileOpen');
  expect(said(await act(ruth, withdrawPaper, { batch, reason: 'Late.' }))).toBe('paper.onlyWhileOpen');
  const { batches } = worked(await ask(rosa, showPaper, { proposal }));
  expect(batches.map(({ total, confirmed, withdrawn }) => [total, confirmed?.by, withdrawn?.reason])).toEqual([
    [24, 'Ruth Adeyemi', undefined],
    [26, 'Ruth Adeyemi', 'Counted twice.'],
    [26, undefined, undefined],
  ]);
});

test.each([
  ['count,rank1\n-3,Kiss\n', 'tally.weightUnreadable'],
  ['count,rank1\n1.5,Kiss\n', 'paper.notWhole'],
  ['count,rank1\n3,Nobody\n', 'paper.optionUnknown'],
  ['count,rank1\n0,Kiss\n', 'paper.empty'],
  ['3 1\n5 1 2 0', 'tally.bltCut'],
  ['{"format": "greenbelt-ballots"', 'paper.notJson'],
  [`{"a": ${'['.repeat(4000)}${']'.repeat(4000)}}`, 'text: tally.'],
  ['name\nx\n', 'tally.csvColumns'],
  ['', 'paper.empty'],
])('%j is refused', async (text, key) => {
  broken ??= await put('irv', three, 100);
  expect(said(await act(amal, enterPaper, { proposal: broken, text }))).toContain(key);
});
let broken: number | undefined;

test('is said before the opening, by coordinators, and not where each member’s consent is needed', async () => {
  const closesAt = new Date(clock.glance().getTime() + 86_400_000).toISOString();
  const { proposal } = worked(await act(amal, propose, { question: 'Shall we sing?', method: 'consent', closesAt }));
  expect(said(await act(amal, allowPaper, { proposal, people: 5 }))).toBe('paper.notForConsent');
  const plain = await put('majority', []);
  expect(said(await act(amal, allowPaper, { proposal: plain, people: 5 }))).toBe('paper.beforeOpening');
  expect(said(await act(amal, enterPaper, { proposal: plain, answers: { yes: 1 } }))).toBe('paper.notAllowed');
  expect(said(await act(rosa, enterPaper, { proposal: plain, answers: { yes: 1 } }))).toBe('kernel.coordinatorsOnly');
});

test('in the browser, without a script', async () => {
  const proposal = await put('irv', three, 8833);
  const { bundles, enterPaper: enter, confirmPaper: confirm, one } = decisionPaths(story.coalition.slug, proposal);
  const file = new File([burlington], 'ballots.csv', { type: 'text/csv' });
  expect((await post(enter, amal, { place: 'City hall', file, text: '' })).status).toBe(303);
  const again = await post(enter, amal, { text: 'count,rank1\n1,Kiss\n' });
  expect(again.status).toBe(422);
  expect(await again.text()).toContain('count,rank1');
  const page = await (await get(bundles, ruth)).text();
  const batch = /name="batch" value="([^"]+)"/.exec(page)![1]!;
  expect(page).toContain('8,833 ballots');
  expect((await post(confirm, ruth, { batch, total: '12' })).status).toBe(422);
  expect((await post(confirm, ruth, { batch, total: '8833' })).status).toBe(303);
  expect(await (await get(one, ruth)).text()).toContain('8,833 paper ballots count');
});

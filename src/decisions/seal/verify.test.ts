import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { ballots, show } from '../queries.ts';
import { receipt } from './queries.ts';
import { verifyCli } from './verify.cli.ts';
import { isIntact, verify } from './verify.ts';

const told = await testApp();
afterAll(told.drop);
const { story, ask, get } = told;
const { people, members, proposals } = story;
const { decided, ranked, fell, provisional, sealed } = proposals;

type File = any;
const files = new Map<number, File>();
async function fileOf(proposal: number): Promise<File> {
  const result = await ask(people.observer, ballots, { proposal });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return JSON.parse(JSON.stringify(result.value));
}
beforeAll(async () => {
  for (const proposal of [decided, ranked, fell, provisional, sealed]) files.set(proposal, await fileOf(proposal));
});

/** What does not hold, or why the file is refused. */
function wrong(file: File, given = {}): string[] {
  const verified = verify(file, given);
  if (!verified.ok) return [verified.problem.key];
  return verified.value.checks.filter((one) => !one.ok).map(({ check }) => check);
}

describe('the file of a closed vote', () => {
  test.each([
    ['ratified', decided],
    ['ranked', ranked],
    ['turned over by a refusal', fell],
    ['still provisional', provisional],
    ['secret', sealed],
  ])('fits together: %s', async (_, proposal) => {
    const file = files.get(proposal)!;
    expect(wrong(file)).toEqual([]);
    const shown = await ask(people.observer, show, { proposal });
    expect(shown.ok && shown.value.seal?.root).toBe(file.seal.root);
    expect(wrong(file, { root: file.seal.root.toUpperCase() })).toEqual([]);
    expect(wrong(file, { root: files.get(proposal === ranked ? decided : ranked)!.seal.root })).toEqual(['root']);
  });

  test('says nothing of who cast a secret ballot, and not of when', () => {
    const file = files.get(sealed)!;
    expect(file.papers.map(({ salt: _, ...paper }: File) => paper)).toHaveLength(4);
    const text = JSON.stringify(file.papers);
    for (const id of [...Object.values(people), ...Object.values(members)]) expect(text).not.toContain(id);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });

  const changes: [string, number, (file: File) => void, string[]][] = [
    ['a ballot', ranked, (file) => file.papers[0].choice.ranking.reverse(), ['seal']],
    ['a ballot, secret', sealed, (file) => file.papers[0].choice.ranking.reverse(), ['seal']],
    ['an answer', decided, (file) => (file.papers.find(isYes).choice = { answer: 'no' }), ['seal']],
    ['a ballot left out', ranked, (file) => file.papers.pop(), ['seal', 'weights']],
    ['a ballot twice', ranked, (file) => file.papers.push(file.papers.at(-1)), ['seal', 'order', 'weights']],
    ['a weight', ranked, (file) => (file.papers[0].weight = '2'), ['seal', 'weights']],
    ['the order of ballots', ranked, (file) => file.papers.reverse(), ['seal', 'order']],
    ['the order of voters', decided, (file) => file.voters.reverse(), ['seal', 'order']],
    ['the seed', ranked, (file) => (file.seed = 'another'), ['seal']],
    ['the root', ranked, (file) => (file.seal.root = 'ab'.repeat(32)), ['seal']],
    ['the size', ranked, (file) => (file.seal.size += 1), ['seal']],
    ['a salt', sealed, (file) => (file.papers[0].salt = '00'.repeat(16)), ['seal']],
    ['the roll', decided, (file) => file.voters.pop(), ['seal', 'roll']],
    [
      'who voted',
      decided,
      (file) => (file.voters.find((voter: File) => !voter.voted).voted = true),
      ['seal', 'weights'],
    ],
    ['a weight on the roll', decided, (file) => (file.voters[0].weight = '5'), ['seal', 'roll']],
    ['the roll’s total', decided, (file) => (file.roll.entries += 1), ['seal', 'roll']],
    ['the threshold', decided, (file) => (file.settings.threshold = '1/2'), ['seal']],
    ['the quorum', ranked, (file) => (file.quorum = { threshold: '9/10' }), ['seal', 'quorum']],
    ['the text', ranked, (file) => (file.question.text += '?'), ['seal']],
    ['an option’s name', sealed, (file) => (file.options[0].name = 'Bram'), ['seal']],
    ['the outcome', ranked, (file) => (file.outcome.result = 'undecided'), ['outcome']],
    ['the winner', sealed, (file) => file.outcome.count.outcome.winners.reverse(), []],
    ['a round', ranked, (file) => (file.outcome.count.outcome.rounds[0].totals[0].weight = '4'), ['rounds', 'outcome']],
    [
      'what was counted of the quorum',
      ranked,
      (file) => (file.outcome.count.quorum.present = '1'),
      ['quorum', 'outcome'],
    ],
    [
      'a refusal taken back',
      fell,
      (file) => (refused(file).choice = refused(file).ratification.cast),
      ['ratification'],
    ],
    ['an answer of a member', fell, (file) => (refused(file).ratification.answer = 'ratified'), ['ratification']],
    ['a date to ratify', fell, (file) => (refused(file).ratification.by = '2026-03-18T00:00:00Z'), ['seal']],
    ['something added', ranked, (file) => (file.remark = 'trust me'), ['seal']],
  ];
  const isYes = ({ choice, ratification }: File) => choice.answer === 'yes' && !ratification;
  const refused = (file: File) =>
    file.papers.find(({ ratification }: File) => ratification?.answer === 'refused' || ratification);

  test.each(changes)('shows when somebody changed %s', (what, proposal, change, caught) => {
    const file = structuredClone(files.get(proposal)!);
    change(file);
    const found = wrong(file);
    if (what === 'the winner') file.outcome.count.outcome.winners = ['nobody'];
    expect(what === 'the winner' ? wrong(file) : found).toEqual(
      expect.arrayContaining(what === 'the winner' ? ['outcome'] : caught),
    );
    expect(isIntact((verify(file) as File).value)).toBe(false);
  });

  test('that is no sealed file is refused with the reason', () => {
    const { seal, ...rest } = files.get(ranked)!;
    expect(wrong(rest)).toEqual(['secrecy.verify.unsealed']);
    expect(wrong({})).toEqual(['tally.exportUnknown']);
    for (const field of ['voters', 'outcome', 'countedAt', 'silence'])
      expect(wrong({ ...rest, seal, [field]: 7 })).toEqual(['tally.exportIncomplete']);
    expect(wrong({ ...rest, seal, papers: [{}] })).toHaveLength(1);
  });
});

describe('a receipt', () => {
  const receiptOf = async (person: string, proposal: number, member: string): Promise<File> => {
    const result = await ask(person, receipt, { proposal, member });
    return result.ok ? result.value : result.refusal.problems[0]!.key;
  };

  test('proves the member’s ballot, to its own people only', async () => {
    const own = await receiptOf(people.colleague, decided, members.tenants);
    expect(own.leaves.map(({ kind }: File) => kind)).toEqual(['voter', 'ballot']);
    expect(own.leaves[1].content).toMatchObject({ choice: { answer: 'yes' } });
    expect(wrong(files.get(decided), { receipt: own })).toEqual([]);
    expect(await receiptOf(people.neighbour, decided, members.tenants)).toBe('decisions.notYourMember');
    const other = structuredClone(own);
    other.leaves[1].content.choice.answer = 'no';
    expect(wrong(files.get(decided), { receipt: other })).toEqual(['receipt']);
    expect(wrong(files.get(ranked), { receipt: own })).toEqual(['receipt']);
    expect(wrong(files.get(decided), { receipt: { ...own, leaves: [] } })).toEqual(['receipt']);
  });

  test('of a secret vote proves that the member took part, and cannot say what it voted', async () => {
    const own = await receiptOf(people.representative, sealed, members.tenants);
    expect(own.leaves.map(({ kind }: File) => kind)).toEqual(['voter']);
    expect(own.leaves[0].content).toMatchObject({ member: members.tenants, voted: true });
    expect(wrong(files.get(sealed), { receipt: own })).toEqual([]);
    expect(await receiptOf(people.representative, proposals.open, members.tenants)).toBe('secrecy.notSealed');
  });

  test('is a file on the page', async () => {
    const page = await get(`/c/${story.coalition.slug}/decisions/${sealed}`, people.representative);
    const [link] = /[^"]*receipt\.json\?member=[^"]*/.exec(await page.text())!;
    expect(await (await get(link!, people.representative)).json()).toMatchObject({ format: 'greenbelt-receipt' });
  });
});

describe('greenbelt verify', () => {
  async function run(file: unknown, ...flags: string[]) {
    const path = join(await mkdtemp(join(tmpdir(), 'verify-')), 'ballots.json');
    await writeFile(path, typeof file === 'string' ? file : JSON.stringify(file));
    let [out, err] = ['', ''];
    const code = verifyCli([path, ...flags], { out: (text) => (out += text), err: (text) => (err += text) });
    return { code, out, err };
  }

  test('prints what it found, and ends with 0, 1 or 2', async () => {
    const file = files.get(sealed)!;
    const good = await run(file, '--root', file.seal.root);
    expect(good.code).toBe(0);
    expect(good.out).toContain('✓ The seal fits rule, roll and papers.');
    expect(good.out).toContain(file.seal.root);
    const changed = structuredClone(file);
    changed.papers[0].weight = '9';
    const bad = await run(changed, '--lang', 'es');
    expect(bad.code).toBe(1);
    expect(bad.out).toContain('✗ El sello no concuerda.');
    expect(JSON.parse((await run(changed, '--json')).out)).toMatchObject({
      ok: false,
      checks: [{ check: 'seal', ok: false }, {}, {}, {}, {}, {}, {}, {}],
    });
    expect((await run('{"cut":')).code).toBe(2);
    expect((await run('{}')).err).toContain('.');
    expect(verifyCli([], { out: () => {}, err: () => {} })).toBe(2);
  });
});

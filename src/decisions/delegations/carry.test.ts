import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { carriers, cycleWith, type Delegation, scopes } from './carry.ts';

const none = new Set<string>();
const members = ['A', 'B', 'C', 'D', 'E', 'F'];
const topics = ['air', 'money'];
/** Question 1 is about air, question 2 about air and money, question 3 about nothing. */
const subjects: Record<string, Set<string>> = { '1': new Set(['air']), '2': new Set(topics), '3': none };
const subjectsOf = (question: string) => subjects[question] ?? none;
let count = 0;
const gives = (from: string, to: string, more: Partial<Delegation> = {}): Delegation => ({
  id: String(++count).padStart(4, '0'),
  from,
  to,
  scope: 'period',
  proposal: null,
  subject: null,
  givenAt: new Date(count),
  ...more,
});

describe('whose ballot carries whose voice', () => {
  const all = new Set(members);
  test('along a chain, to the first that has voted', () => {
    const chain = [gives('A', 'B'), gives('B', 'C'), gives('C', 'D')];
    expect([...carriers(all, new Set(['D']), chain)]).toEqual([
      ['A', ['B', 'C', 'D']],
      ['B', ['C', 'D']],
      ['C', ['D']],
    ]);
    expect(carriers(all, new Set(['B', 'D']), chain).get('A')).toEqual(['B']);
    expect(carriers(all, none, chain).size).toBe(0);
  });

  test('one’s own ballot comes first, a question before a topic, a topic before a period, the newest of two', () => {
    const many = [
      gives('A', 'B'),
      gives('A', 'C', { scope: 'topic', subject: 'air' }),
      gives('A', 'D', { scope: 'question', proposal: '1' }),
    ];
    const voted = new Set(['B', 'C', 'D', 'E']);
    expect(carriers(all, voted, many).get('A')).toEqual(['D']);
    expect(carriers(all, voted, many.slice(0, 2)).get('A')).toEqual(['C']);
    expect(carriers(all, new Set([...voted, 'A']), many).has('A')).toBe(false);
    expect(carriers(all, voted, [gives('A', 'B'), gives('A', 'E')]).get('A')).toEqual(['E']);
  });

  test('whoever is not on the roll carries nothing', () => {
    expect(carriers(new Set(['A', 'C']), new Set(['C']), [gives('A', 'B'), gives('B', 'C')]).size).toBe(0);
  });
});

test('a cycle is named; delegations that never meet in a question make none', () => {
  const chain = [gives('B', 'C'), gives('C', 'A', { scope: 'topic', subject: 'money' })];
  expect(cycleWith(gives('A', 'B'), chain, subjectsOf)).toEqual(['B', 'C', 'A']);
  expect(cycleWith(gives('A', 'B', { scope: 'question', proposal: '1' }), chain, subjectsOf)).toBeUndefined();
  expect(cycleWith(gives('A', 'B', { scope: 'question', proposal: '2' }), chain, subjectsOf)).toEqual(['B', 'C', 'A']);
});

const member = fc.constantFrom(...members);
const wish = fc.record({
  from: member,
  to: member,
  scope: fc.constantFrom(...scopes),
  topic: fc.constantFrom(...topics),
  question: fc.constantFrom('1', '2', '3'),
});
/** Delegations as people ask for them, those that would close a cycle refused. */
function accepted(
  wishes: { from: string; to: string; scope: (typeof scopes)[number]; topic: string; question: string }[],
) {
  const kept: Delegation[] = [];
  for (const { from, to, scope, topic, question } of wishes) {
    if (from === to) continue;
    const added = gives(from, to, {
      scope,
      subject: scope === 'topic' ? topic : null,
      proposal: scope === 'question' ? question : null,
    });
    if (!cycleWith(added, kept, subjectsOf)) kept.push(added);
  }
  return kept;
}
const applying = (kept: Delegation[], question: string) =>
  kept.filter(
    ({ proposal, subject }) => (proposal ?? question) === question && (!subject || subjectsOf(question).has(subject)),
  );

test('whatever was accepted: no voice is lost or doubled, none goes round, and one’s own ballot comes first', () => {
  fc.assert(
    fc.property(
      fc.array(wish, { maxLength: 30 }),
      fc.subarray(members),
      fc.constantFrom('1', '2', '3'),
      (wishes, votes, question) => {
        const delegations = applying(accepted(wishes), question);
        const [roll, voted] = [new Set(members), new Set(votes)];
        const carried = carriers(roll, voted, delegations);
        // In no question do the ways that voices may take go round.
        const everywhere = new Map(
          members.map((m) => [m, delegations.filter(({ from }) => from === m).map(({ to }) => to)]),
        );
        const visit = (at: string, path: string[]): void => {
          expect(path).not.toContain(at);
          for (const next of everywhere.get(at)!) visit(next, [...path, at]);
        };
        for (const m of members) visit(m, []);
        for (const [from, way] of carried) {
          expect(voted.has(from)).toBe(false);
          expect(voted.has(way.at(-1)!)).toBe(true);
          expect(way.slice(0, -1).some((step) => voted.has(step))).toBe(false);
          expect(new Set([from, ...way]).size).toBe(way.length + 1);
        }
        // Each voice counts once: on its own ballot, on the one that carries it, or not at all.
        expect(voted.size + carried.size).toBeLessThanOrEqual(members.length);
        // Without an own ballot, only whoever's way ends at nobody's ballot stays at home.
        const all = carriers(
          roll,
          new Set(members.filter((m) => !delegations.some(({ from }) => from === m))),
          delegations,
        );
        for (const m of members) expect(all.has(m)).toBe(delegations.some(({ from }) => from === m));
      },
    ),
  );
});

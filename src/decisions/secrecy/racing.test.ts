// Secret votes when everything happens at once, and when there are many.
import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { execute } from '../../kernel/execute.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, propose } from '../commands.ts';
import { ballots, show } from '../queries.ts';
import { isIntact, verify } from '../seal/verify.ts';

const told = await testApp();
afterAll(told.drop);
const { app, story, clock, owner, act, ask } = told;
const { people } = story;
const coalition_id = story.coalition.id;

async function crowd(size: number) {
  clock.set('2026-05-01T08:00:00Z');
  const members = Array.from({ length: size }, () => ({ member: app.ids.next(), person: app.ids.next() }));
  const now = clock.glance();
  for (let from = 0; from < size; from += 1000) {
    const some = members.slice(from, from + 1000);
    await owner`insert into people ${owner(some.map(({ person }) => ({ id: person, created_at: now })))}`;
    await owner`insert into membership_index ${owner(some.map(({ person }) => ({ person_id: person, coalition_id })))}`;
    await owner`insert into members ${owner(
      some.map(({ member }, n) => ({
        coalition_id,
        id: member,
        kind: 'organization',
        name: `Member ${n}`,
        created_at: now,
      })),
    )}`;
    await owner`insert into member_statuses ${owner(
      some.map(({ member }) => ({
        coalition_id,
        id: app.ids.next(),
        member_id: member,
        status: 'active',
        from_at: now,
      })),
    )}`;
    await owner`insert into representatives ${owner(
      some.map(({ member, person }) => ({
        coalition_id,
        id: app.ids.next(),
        member_id: member,
        person_id: person,
        authority: 'decides',
        from_at: now,
      })),
    )}`;
  }
  return members;
}

async function put(): Promise<number> {
  clock.set('2026-05-01T08:00:00Z');
  const times = { opensAt: clock.at('2026-05-01T08:00:00Z'), closesAt: clock.at('2026-05-10T18:00:00Z') };
  const result = await act(people.coordinator, propose, {
    question: 'Shall we race?',
    method: 'majority',
    secrecy: 'secret',
    ...times,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value.proposal;
}
const outcomeOf = async (proposal: number) => {
  const shown = await ask(people.coordinator, show, { proposal });
  if (!shown.ok) throw new Error(JSON.stringify(shown.refusal));
  return { voted: shown.value.roll.filter(({ voted }) => voted).length, outcomes: shown.value.outcomes as any[] };
};

test('ballots, replacements and two closings at the closing second: each is in or out, and counted once', {
  timeout: 120_000,
}, async () => {
  const members = await crowd(60);
  for (let turn = 0; turn < 3; turn++) {
    const proposal = await put();
    const cast = (n: number, answer: 'yes' | 'no', replaces?: string) =>
      execute(app, castBallot, {
        input: { proposal, member: members[n]!.member, choice: { answer }, replaces },
        person: members[n]!.person,
        coalition: story.coalition.slug,
        via: 'api',
      });
    const first = await Promise.all(Array.from({ length: 30 }, (_, n) => cast(n, 'no')));
    const earlier = first.map((result) => (result.ok ? result.value.ballot : ''));
    const shut = () => act(people.coordinator, close, { proposal });
    const racing = Array.from({ length: 60 }, (_, n) => cast(n, 'yes', n < 30 ? earlier[n] : undefined));
    await Promise.race(racing);
    clock.set('2026-05-10T18:00:00Z');
    const [closings, cast_] = await Promise.all([Promise.all([shut(), shut()]), Promise.all(racing)]);
    expect(closings.filter(({ ok }) => ok)).toHaveLength(1);
    const replaced = cast_.slice(0, 30).filter(({ ok }) => ok).length;
    const fresh = cast_.slice(30).filter(({ ok }) => ok).length;
    const { voted, outcomes } = await outcomeOf(proposal);
    expect(outcomes).toHaveLength(1);
    const totals = Object.fromEntries(
      outcomes[0].count.outcome.rounds[0].totals.map((one: any) => [one.option, Number(one.weight)]),
    );
    expect({ voted, yes: totals.yes, no: totals.no }).toEqual({
      voted: 30 + fresh,
      yes: replaced + fresh,
      no: 30 - replaced,
    });
    const [left] =
      await owner`select count(*)::int as left from envelopes v join proposals p on p.id = v.proposal_id where p.number = ${proposal}`;
    expect(left).toEqual({ left: 0 });
  }
});

test('two thousand voters are closed, sealed and verified in seconds', { timeout: 120_000 }, async () => {
  const members = await crowd(2000);
  const proposal = await put();
  for (let from = 0; from < 2000; from += 50) {
    const some = members
      .slice(from, from + 50)
      .map(({ member, person }, n) =>
        act(person, castBallot, { proposal, member, choice: { answer: (from + n) % 3 === 0 ? 'no' : 'yes' } }),
      );
    expect((await Promise.all(some)).every(({ ok }) => ok)).toBe(true);
  }
  clock.set('2026-05-10T18:00:00Z');
  const began = performance.now();
  expect(await act(people.coordinator, close, { proposal })).toMatchObject({ ok: true, value: { result: 'carried' } });
  const took = performance.now() - began;
  expect(took).toBeLessThan(20_000);
  const file = await ask(people.observer, ballots, { proposal });
  if (!file.ok) throw new Error(JSON.stringify(file.refusal));
  const verified = verify(JSON.parse(JSON.stringify(file.value)));
  expect(verified.ok && isIntact(verified.value)).toBe(true);
});

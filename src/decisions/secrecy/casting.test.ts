import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import type { Command } from '../../kernel/command.ts';
import { answer, execute } from '../../kernel/execute.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, propose, withdraw } from '../commands.ts';
import { show } from '../queries.ts';
import { reopen } from '../way/hours-commands.ts';

const told = await testApp();
afterAll(told.drop);
const { app, story, clock, owner } = told;
const { people, members, proposals } = story;
const here = story.coalition.slug;

async function does(person: string, command: Command, input: object, with_ = app): Promise<any> {
  const result = await execute(with_, command, { input, person, coalition: here, via: 'api' });
  return result.ok ? result.value : result.refusal.problems[0]!;
}
async function look(proposal: number, person = people.coordinator) {
  const result = await answer(app, show, { input: { proposal }, person, coalition: here, via: 'api' });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}
async function put(more: object = {}): Promise<number> {
  clock.set('2026-05-01T08:00:00Z');
  const times = { closesAt: '2026-05-10T18:00:00Z', opensAt: '2026-05-01T08:00:00Z' };
  return (
    await does(people.coordinator, propose, {
      question: 'Shall we vote in secret?',
      method: 'majority',
      secrecy: 'secret',
      ...times,
      ...more,
    })
  ).proposal;
}
const yes = { answer: 'yes' };
const no = { answer: 'no' };

describe('open ballots', () => {
  test('are seen by all members as they come, closed ones only by the own member', async () => {
    for (const [secrecy, seen] of [
      ['open', yes],
      ['closed', null],
    ] as const) {
      const proposal = await put({ secrecy });
      await does(people.representative, castBallot, { proposal, member: members.tenants, choice: yes });
      const ofTenants = async (person: string) =>
        (await look(proposal, person)).roll.find(({ member }) => member === members.tenants)!.choice;
      expect(await ofTenants(people.observer)).toEqual(seen);
      expect(await ofTenants(people.colleague)).toEqual(yes);
    }
  });
});

describe('a secret ballot', () => {
  test('is counted, and shows nobody what it says, its own member included, before the close or after', async () => {
    for (const proposal of [proposals.secret, proposals.sealed]) {
      for (const person of [people.coordinator, people.representative, people.observer, people.dissenter]) {
        const { roll } = await look(proposal, person);
        expect(roll.some(({ voted }) => voted)).toBe(true);
        expect(roll.map(({ choice }) => choice)).toEqual(roll.map(() => null));
      }
    }
    expect((await look(proposals.sealed)).outcomes[0]).toMatchObject({
      result: 'elected',
      count: { outcome: { cast: '6' } },
    });
  });

  test('may be cast again: the last one counts, and the one before is in no row', async () => {
    const proposal = await put();
    const first = await does(people.representative, castBallot, { proposal, member: members.tenants, choice: no });
    const again = { proposal, member: members.tenants, choice: yes };
    expect(await does(people.colleague, castBallot, again)).toMatchObject({ key: 'decisions.colleagueWasFaster' });
    await does(people.colleague, castBallot, { ...again, replaces: first.ballot });
    const kept = await owner`
      select count(*)::int as envelopes from envelopes v join proposals p on p.id = v.proposal_id where p.number = ${proposal}`;
    expect(kept).toEqual([{ envelopes: 1 }]);
    clock.set('2026-05-10T18:00:00Z');
    await does(people.coordinator, close, { proposal });
    expect((await look(proposal)).outcomes[0]).toMatchObject({ result: 'carried', count: { outcome: { cast: '1' } } });
  });

  test('leaves neither envelopes nor key behind when it is closed or taken back', async () => {
    const [closed, gone] = [await put(), await put()];
    for (const proposal of [closed, gone]) {
      await does(people.neighbour, castBallot, { proposal, member: members.annur, choice: yes });
    }
    await does(people.coordinator, withdraw, { proposal: gone, reason: 'Not needed any more.' });
    clock.set('2026-05-10T18:00:00Z');
    await does(people.coordinator, close, { proposal: closed });
    const left = await owner`
      select p.number from proposals p where p.number in ${owner([closed, gone])} and
        (exists (select from envelopes v where v.proposal_id = p.id) or exists (select from ballot_boxes b where b.proposal_id = p.id))`;
    expect(left).toEqual([]);
  });

  test('cannot be by consent, cannot be ratified, and keeps nothing of how a member was asked', async () => {
    const proposal = await put();
    const common = { question: 'Shall we?', closesAt: '2026-05-10T18:00:00Z', secrecy: 'secret' };
    expect(await does(people.coordinator, propose, { ...common, method: 'consent' })).toMatchObject({
      field: 'secrecy',
      key: 'secrecy.consentNotSecret',
    });
    expect(
      await does(people.coordinator, propose, { ...common, method: 'majority', ratifyBy: '2026-05-20T18:00:00Z' }),
    ).toMatchObject({ field: 'ratifyBy', key: 'secrecy.noRatification' });
    const cast = { proposal, member: members.union, choice: yes };
    expect(await does(people.consulting, castBallot, { ...cast, basis: 'subject_to_ratification' })).toMatchObject({
      key: 'decisions.noRatification',
    });
    const told = { ...cast, basis: 'consulted', consultedHow: 'Our board said yes.' };
    expect(await does(people.consulting, castBallot, told)).toMatchObject({ key: 'secrecy.noHow' });
    expect(await does(people.consulting, castBallot, { ...cast, basis: 'consulted' })).toMatchObject({
      replaced: false,
    });
  });

  test('is not lost when the server comes back with another secret: closing waits for the right one', async () => {
    const proposal = await put();
    await does(people.neighbour, castBallot, { proposal, member: members.annur, choice: yes });
    clock.set('2026-05-10T18:00:00Z');
    const other = { ...app, secret: 'a secret that was made anew after the move to another machine' };
    expect(await does(people.coordinator, close, { proposal }, other)).toMatchObject({ key: 'secrecy.wrongSecret' });
    expect(await does(people.coordinator, close, { proposal })).toMatchObject({ result: 'carried' });
  });

  test('lies in an envelope of one length, whatever it says', async () => {
    const proposal = await put();
    for (const [person, member, answer] of [
      [people.colleague, members.tenants, 'yes'],
      [people.neighbour, members.annur, 'no'],
      [people.lawyer, members.union, 'abstain'],
    ] as const)
      expect(await does(person, castBallot, { proposal, member, choice: { answer } })).toMatchObject({
        replaced: false,
      });
    const lengths = await owner`
      select distinct length(v.sealed) from envelopes v join proposals p on p.id = v.proposal_id where p.number = ${proposal}`;
    expect(lengths).toHaveLength(1);
  });

  test('is never reopened', async () => {
    const again = { proposal: proposals.sealed, reason: 'Two could not sign in.', closesAt: '2026-06-01T18:00:00Z' };
    expect(await does(people.coordinator, reopen, again)).toMatchObject({ key: 'secrecy.neverReopened' });
  });

  test('weighs: the sums are right, and no paper has the weight of one member', async () => {
    const proposal = await put();
    const weights = Object.entries({ tenants: '7/2', annur: '3', hauliers: '11', union: '35', parents: '4' });
    for (const [name, weight] of weights) {
      await owner`
        update roll_entries e set weight = ${weight} from proposals p
        where p.id = e.proposal_id and p.number = ${proposal} and e.member_id = ${members[name as 'tenants']}`;
    }
    await does(people.colleague, castBallot, { proposal, member: members.tenants, choice: yes });
    await does(people.neighbour, castBallot, { proposal, member: members.annur, choice: yes });
    await does(people.coordinator, castBallot, { proposal, member: members.parents, choice: no });
    await does(people.lawyer, castBallot, { proposal, member: members.union, choice: no });
    clock.set('2026-05-10T18:00:00Z');
    await does(people.coordinator, close, { proposal });
    const [outcome] = (await look(proposal)).outcomes;
    expect(outcome).toMatchObject({ result: 'rejected', count: { outcome: { cast: '91/2' } } });
    const papers = await owner`
      select l.content from seal_leaves l join seals s on s.id = l.seal_id join proposals p on p.id = s.proposal_id
      where p.number = ${proposal} and l.kind = 'ballot' order by position`;
    expect(papers.map(({ content }) => JSON.parse(content))).toEqual([
      { choice: no, weight: '39' },
      { choice: yes, weight: '13/2' },
    ]);
  });
});

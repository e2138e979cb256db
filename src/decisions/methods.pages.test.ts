// Every way of deciding, from the form that puts the question to the page of its outcome.
import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
import { answer } from '../kernel/execute.ts';
import { ballots, show } from './queries.ts';
import type { Method } from './tally/ballot.ts';
import { count } from './tally/count.ts';
import { readExport } from './tally/export.ts';
import { methods } from './tally/methods.ts';

const told = await testApp();
afterAll(told.drop);
const { app, story, clock } = told;
const { people, members } = story;
const here = `/c/${story.coalition.slug}/decisions`;
const ask = async <Q extends typeof show | typeof ballots>(query: Q, proposal: number) => {
  const result = await answer(app, query as typeof show, {
    input: { proposal },
    person: people.coordinator,
    coalition: story.coalition.slug,
    via: 'api',
  });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};

const voters = [
  [people.representative, members.tenants],
  [people.lawyer, members.union],
  [people.neighbour, members.annur],
] as const;

/** What a browser sends for the first option over the second. */
function ballot(shape: string, [first, second]: { id: string }[]): Record<string, string> {
  if (shape === 'yes-no-abstain') return { 'choice.answer': 'yes' };
  if (shape === 'consent') return { 'choice.answer': 'consent' };
  if (shape === 'consensus') return { 'choice.answer': 'agree' };
  if (shape === 'ranking') return { [`rank.${first!.id}`]: '1', [`rank.${second!.id}`]: '2' };
  if (shape === 'approval') return { 'choice.approved': first!.id };
  return { [`choice.scores.${first!.id}`]: '4', [`choice.scores.${second!.id}`]: '1' };
}

describe('every way of deciding', () => {
  for (const { name, shape, dividesMoney } of Object.values(methods) as Method[]) {
    test(name, async () => {
      clock.set('2026-05-01T08:00:00Z');
      const put = await told.post(here, people.coordinator, {
        question: 'Which of them shall it be?',
        method: name,
        optionLines: !['ranking', 'approval', 'score'].includes(shape)
          ? ''
          : dividesMoney
            ? 'North; 600\nSouth; 500\nEast\t1500.50'
            : 'North\nSouth\nEast',
        ...(dividesMoney && { 'settings.budget': '1000' }),
        'settings.threshold': '1/2',
        'settings.of': 'votes',
        quorum: '1/3',
        closesAt: '2026-05-09T20:00',
      });
      expect(put.status, await put.clone().text()).toBe(303);
      const path = put.headers.get('location')!;
      const proposal = Number(path.split('/').at(-1));
      expect((await told.post(`${path}/open`, people.coordinator, {})).status).toBe(303);
      const { options } = await ask(show, proposal);
      const form = await (await told.get(path, people.representative)).text();
      for (const { name: option } of options) expect(form).toContain(option);
      for (const [person, member] of voters) {
        const cast = await told.post(`${path}/ballot`, person, {
          member,
          basis: 'own_authority',
          ...ballot(shape, options),
        });
        expect(cast.status, await cast.clone().text()).toBe(303);
      }
      clock.set('2026-05-09T18:00:00Z');
      expect((await told.post(`${path}/close`, people.coordinator, {})).status).toBe(303);
      const decision = await ask(show, proposal);
      expect(decision.outcomes[0]!.result).toBe(options.length === 0 ? 'carried' : 'elected');
      const page = await (await told.get(path, people.representative)).text();
      expect(page).toContain(options[0]?.name ?? 'Aprobada');
      const read = readExport(JSON.parse(JSON.stringify(await ask(ballots, proposal))));
      if (!read.ok) throw new Error(read.problem.key);
      const again = count(read.value.ask, read.value.papers);
      expect(JSON.parse(JSON.stringify(again))).toEqual({ ok: true, value: decision.outcomes[0]!.count });
    });
  }
});

import { afterAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said, worked } from '../../../test/support/refusal.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, open, propose } from '../commands.ts';
import { show } from '../queries.ts';
import { proposeRule, setFoundingRule, setRulePolicy } from './commands.ts';
import { rules, showRule } from './queries.ts';

const { act, ask, get, post, story, clock, drop } = await testApp();
afterAll(drop);
const { people, members } = story;
const list = `/c/${story.coalition.slug}/decisions`;
const question = 'Shall we adopt a rule for spending money?';
const closesAt = '2026-05-10T18:00:00Z';
const money = { method: 'majority', settings: { threshold: '3/4' }, weights: { cap: '25%' }, quorum: '1/3' };

const kept = async () => {
  const found = await ask(people.observer, rules, {});
  if (!found.ok) throw new Error('not shown');
  return found.value;
};
const look = async (proposal: number) => {
  const found = await ask(people.observer, show, { proposal });
  if (!found.ok) throw new Error('not shown');
  return found.value;
};
/** Everybody but the hauliers answers. */
async function decides(proposal: number, answer: 'yes' | 'no') {
  clock.set('2026-05-02T18:00:00Z');
  worked(await act(people.coordinator, open, { proposal }));
  const casts = [
    [people.lawyer, members.union],
    [people.coordinator, members.parents],
    [people.representative, members.tenants],
    [people.neighbour, members.annur],
    [people.individual, members.individual],
  ] as const;
  for (const [person, member] of casts) worked(await act(person, castBallot, { proposal, member, choice: { answer } }));
  clock.set(closesAt);
  worked(await act(people.coordinator, close, { proposal }));
  clock.set('2026-05-01T08:00:00Z');
}

test('the founding rule is set by coordinators, and stays once a rule was put to the vote under it', async () => {
  expect((await kept()).inForce).toMatchObject([{ id: story.rules.founding, version: 1 }]);
  const again = { name: 'Another', method: 'majority' };
  expect(said(await act(people.coordinator, setFoundingRule, again))).toBe('name: rules.foundingKeepsName');
  expect(said(await act(people.representative, setFoundingRule, again))).toBe('kernel.coordinatorsOnly');
});

test('a rule is in force when the decision to adopt it has carried, and not before', async () => {
  clock.set('2026-05-01T08:00:00Z');
  const founding = { name: 'How we decide on rules', method: 'majority' };
  const put = worked(await act(people.representative, proposeRule, { ...money, name: 'Money', question, closesAt }));
  expect(await look(put.proposal)).toMatchObject({
    keptRule: { id: story.rules.founding },
    settings: { threshold: '2/3' },
  });
  expect(said(await act(people.coordinator, setFoundingRule, founding))).toBe('rules.foundedAlready');
  expect((await kept()).proposed).toMatchObject([{ name: 'Money', proposal: put.proposal }]);
  const byRule = { question: 'Shall we buy a banner?', byRule: put.rule, closesAt };
  expect(said(await act(people.coordinator, propose, byRule))).toBe('byRule: rules.notInForce');
  await decides(put.proposal, 'yes');
  expect((await kept()).inForce.map(({ name }) => name)).toEqual(['How we decide on rules', 'Money']);
  const { proposal } = worked(await act(people.coordinator, propose, { ...byRule, method: 'irv', quorum: '3/4' }));
  expect(await look(proposal)).toMatchObject({
    keptRule: { name: 'Money', version: 1 },
    method: 'majority',
    settings: { threshold: '3/4' },
    quorum: { threshold: '1/3' },
    weights: { cap: '25%' },
  });
});

test('a change that falls leaves the rule as it was; one that carries does not touch what was put before', async () => {
  clock.set('2026-05-01T08:00:00Z');
  const rule = (await kept()).inForce.find(({ name }) => name === 'Money')!.id;
  const change = { ...money, settings: { threshold: '1/2' }, rule, question, closesAt };
  const before = worked(
    await act(people.coordinator, propose, { question: 'Shall we rent a hall?', byRule: rule, closesAt }),
  );
  await decides(worked(await act(people.coordinator, proposeRule, change)).proposal, 'no');
  expect((await kept()).inForce.at(-1)).toMatchObject({ version: 1 });
  await decides(worked(await act(people.coordinator, proposeRule, change)).proposal, 'yes');
  expect((await kept()).inForce.at(-1)).toMatchObject({ version: 3, rule: { settings: { threshold: '1/2' } } });
  expect(await look(before.proposal)).toMatchObject({ keptRule: { version: 1 }, settings: { threshold: '3/4' } });
  const shown = await ask(people.observer, showRule, { rule });
  expect(shown.ok && shown.value.versions.map(({ version, adoptedAt }) => [version, adoptedAt !== null])).toEqual([
    [3, true],
    [2, false],
    [1, true],
  ]);
});

test('coordinators may have adopted rules only; then a question’s own rule is refused', async () => {
  clock.set('2026-05-01T08:00:00Z');
  expect(said(await act(people.representative, setRulePolicy, { onlyAdopted: true }))).toBe('kernel.coordinatorsOnly');
  worked(await act(people.coordinator, setRulePolicy, { onlyAdopted: true }));
  const own = { question: 'Shall we rent a hall?', method: 'majority', closesAt };
  expect(said(await act(people.coordinator, propose, own))).toBe('byRule: rules.onlyAdopted');
  worked(await act(people.coordinator, propose, { ...own, byRule: story.rules.founding }));
  worked(await act(people.coordinator, setRulePolicy, { onlyAdopted: false }));
  expect(said(await act(people.coordinator, propose, { ...own, method: undefined }))).toBe('method: kernel.required');
});

test('wrong rules are refused where they are wrong', async () => {
  clock.set('2026-05-01T08:00:00Z');
  const put = { ...money, name: 'Wrong', question, closesAt };
  const tries = async (more: object) => said(await act(people.coordinator, proposeRule, { ...put, ...more }));
  expect(await tries({ weights: { cap: '1%' } })).toBe('weights.cap: rules.capTooLow');
  expect(await tries({ settings: { threshold: '7' } })).toBe('settings.threshold: tally.thresholdUnreadable');
  expect(await tries({ name: undefined })).toBe('name: kernel.required');
  expect(await tries({ name: 'how we decide on RULES' })).toBe('rules.nameTaken');
  expect(await tries({ rule: story.members.union })).toBe('rules.ruleNotFound');
  const founding = { rule: story.rules.founding, method: 'irv', settings: {}, name: undefined };
  expect(await tries(founding)).toBe('method: rules.mustAnswer');
});

test('the pages list rules, show one, and put a change of it to the vote', async () => {
  const rule = `${list}/rules/${story.rules.founding}`;
  for (const page of [`${list}/rules`, rule, `${list}/rules/new`, `${rule}/change`, `${list}/new`])
    expect((await get(page, people.representative)).status).toBe(200);
  expect(await (await get(`${rule}/change`, people.representative)).text()).toMatch(/value="2\/3" selected/);
  const form = { question, closesAt: '2026-06-01T18:00', method: 'majority', 'settings.threshold': '3/4' };
  const sent = await post(`${rule}/change`, people.representative, form);
  expect(sent.status).toBe(303);
  const refused = await post(`${rule}/change`, people.representative, { ...form, 'weights.cap': 'lots' });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toContain('value="lots"');
});

import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said } from '../../../test/support/refusal.ts';
import { retireTemplate, savedTemplates, saveTemplate } from './template-commands.ts';
import { fieldsOf, templates } from './templates.ts';

const { act, ask, get, post, story, drop } = await testApp();
afterAll(drop);
const { people, proposals } = story;
const propose = `/c/${story.coalition.slug}/decisions/new`;
const list = `/c/${story.coalition.slug}/decisions`;

test('an emergency opens at the next full hour and closes a day later', () => {
  const emergency = templates.find(({ name }) => name === 'emergency')!;
  const fields = fieldsOf(emergency, new Date('2026-03-24T18:20:00Z'), (moment) => moment.toISOString().slice(0, 16));
  expect(fields).toMatchObject({
    opensAt: ['2026-03-24T19:00'],
    closesAt: ['2026-03-25T19:00'],
    ratifyBy: ['2026-03-28T19:00'],
    revisitOn: ['2026-04-08'],
  });
});

describe('every template', () => {
  test.each(templates.map(({ name }) => name))(
    '%s is a form that can be sent as it is, with a question',
    async (name) => {
      const html = await (await get(`${propose}?template=${name}`, people.coordinator)).text();
      const value = (field: string) => new RegExp(`name="${field}"[^>]*value="([^"]*)"`).exec(html)?.[1] ?? '';
      const template = templates.find((each) => each.name === name)!;
      const sent = await post(list, people.coordinator, {
        question: `Shall we try ${name}?`,
        optionLines: 'One\nTwo',
        method: template.method,
        quorum: template.quorum,
        closesAt: value('closesAt'),
        ratifyBy: value('ratifyBy'),
        revisitOn: value('revisitOn'),
        'settings.threshold': 'threshold' in template ? template.threshold : '1/2',
      });
      expect(sent.status).toBe(303);
    },
  );
});

describe('templates of the coalition', () => {
  test('are kept from a decision by coordinators, fill the form, and are taken off the list', async () => {
    const keep = { proposal: proposals.decided, name: 'Measuring together' };
    expect(said(await act(people.representative, saveTemplate, keep))).toBe('kernel.coordinatorsOnly');
    expect(said(await act(people.coordinator, saveTemplate, keep))).toBe('done');
    expect(said(await act(people.coordinator, saveTemplate, { ...keep, name: 'measuring TOGETHER' }))).toBe(
      'way.templateNameTaken',
    );
    const read = await ask(people.representative, savedTemplates, {});
    const [kept] = read.ok ? read.value.filter(({ name }) => name === keep.name) : [];
    expect(kept!.fields).toMatchObject({ method: 'majority', threshold: '2/3', quorum: '1/2' });
    const html = await (await get(`${propose}?kept=${kept!.id}`, people.representative)).text();
    expect(html).toContain('Measuring together');
    expect(html).toMatch(/<option value="2\/3" selected/);
    expect(said(await act(people.coordinator, retireTemplate, { template: kept!.id }))).toBe('done');
    expect(said(await act(people.coordinator, retireTemplate, { template: kept!.id }))).toBe('way.templateNotFound');
  });
});

test('a new question is put by the rule of an earlier one, or to change it', async () => {
  const like = await (await get(`${propose}?like=${proposals.decided}`, people.representative)).text();
  expect(like).toMatch(/<option value="2\/3" selected/);
  expect(like).not.toContain('name="changes"');
  const change = await (await get(`${propose}?changes=${proposals.whole}`, people.coordinator)).text();
  expect(change).toContain(`name="changes" value="${proposals.whole}"`);
  expect(change).toContain('Three school mornings a week');
  expect((await get(`${propose}?like=999`, people.coordinator)).status).toBe(404);
  expect((await get(`${propose}?changes=x`, people.coordinator)).status).toBe(404);
});

test('a ballot is printed for one’s own member, and a blank one', async () => {
  const sheets = async (proposal: number, person: string) =>
    (await (await get(`${list}/${proposal}/paper`, person)).text()).match(/class="paper-ballot"/g)?.length;
  expect(await sheets(proposals.open, people.representative)).toBe(2);
  expect(await sheets(proposals.ranked, people.observer)).toBe(1);
});

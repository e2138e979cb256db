import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
import { said } from '../../test/support/refusal.ts';
import { stateCase } from './case-commands.ts';
import { caseVersions, readCase } from './case-queries.ts';
import { conditions } from './conditions.ts';
import { formingPaths } from './paths.ts';
import { answerReadiness, askReadiness, conclude, endStep } from './readiness-commands.ts';
import { formingSteps, readinessRound } from './readiness-queries.ts';
import { formingWaits } from './waiting.ts';

const { act, ask, get, post, story, clock, drop } = await testApp();
afterAll(drop);
const { people } = story;
const at = formingPaths(story.coalition.slug);
const { shown, running } = story.readiness;
const fair = Object.fromEntries(conditions.map((name) => [name, { level: 'fair', reason: '' }])) as never;
const words = {
  occasion: 'event' as const,
  title: 'A tank has leaked into the river',
  happened: 'On Sunday.',
  affected: 'Everybody downstream.',
  difference: 'It cannot happen again.',
};

describe('the case', () => {
  test('is read by whoever has the link once it is shared, and by members only before', async () => {
    expect((await get(at.case, null)).status).toBe(200);
    expect(await (await get(at.case, null)).text()).toContain('Diesel engines idle beside our school');
    expect(await (await get(at.case, null)).text()).not.toContain('Amal Haddad');
    expect(said(await act(people.coordinator, stateCase, { ...words, basedOn: 2 }))).toBe('done');
    expect((await get(at.case, null)).status).toBe(404);
    expect((await get(at.case, people.observer)).status).toBe(200);
    expect(await ask(people.stranger, readCase, {})).toMatchObject({ ok: false, refusal: { refused: 'not-found' } });
  });

  test('keeps what it said before', async () => {
    const versions = await ask(people.observer, caseVersions, {});
    expect(versions).toMatchObject({
      ok: true,
      value: [{ version: 3 }, { version: 2, by: 'Amal Haddad' }, { version: 1 }],
    });
  });

  test('is not overwritten by somebody who has not seen it', async () => {
    expect(said(await act(people.coordinator, stateCase, { ...words, basedOn: 2 }))).toContain('forming.caseChanged');
  });

  test('the form keeps what was typed, and finds the row that is wrong', async () => {
    const sent = {
      ...words,
      title: 'No',
      'evidence.4.claim': 'Fish die.',
      'evidence.4.url': 'ftp:nowhere',
      basedOn: '3',
    };
    const refused = await post(at.case, people.coordinator, sent);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('Fish die.');
    expect(page).toContain('id="f-evidence.0.url-error"');
    expect(page).toContain('id="f-title-error"');
  });
});

describe('readiness', () => {
  test('is shown with no name, once all have answered', async () => {
    const round = await ask(people.observer, readinessRound, { round: shown });
    if (!round.ok) throw new Error('not shown');
    expect(round.value).toMatchObject({ shown: true, answered: 6, mine: null, reading: { way: 'create' } });
    expect(round.value.reading!.lacking).toEqual(['resources', 'history']);
    expect(round.value.reasons.map(({ reason }) => reason)).toContain('We were left alone in 2019.');
    expect(JSON.stringify([round.value.summaries, round.value.reasons])).not.toMatch(/Kwame|0190/);
  });

  test('nothing is shown while somebody is missing, but one’s own answers', async () => {
    expect(said(await act(people.representative, answerReadiness, { round: running, answers: fair }))).toBe('done');
    const other = await ask(people.coordinator, readinessRound, { round: running });
    expect(other).toMatchObject({ ok: true, value: { shown: false, summaries: null, mine: null, reasons: [] } });
    const mine = await ask(people.representative, readinessRound, { round: running });
    expect(mine).toMatchObject({ ok: true, value: { mine: { timing: { level: 'fair' } } } });
  });

  test('only those who were asked answer, and only until all is shown', async () => {
    const observed = await act(people.observer, answerReadiness, { round: running, answers: fair });
    expect(said(observed)).toBe('forming.notAsked');
    const late = await act(people.representative, answerReadiness, { round: shown, answers: fair });
    expect(said(late)).toBe('forming.shownAlready');
  });

  test('never of one person alone, not even named twice', async () => {
    const twice = { people: [people.coordinator, people.coordinator], dueAt: '2027-01-01T00:00:00Z' };
    expect(said(await act(people.coordinator, askReadiness, twice))).toBe('people: forming.askSeveral');
  });

  test('every condition wants an answer, and the page says at which', async () => {
    const path = formingPaths(story.coalition.slug, running).answer;
    const sent = { 'answers.timing.level': 'fair', 'answers.timing.reason': 'Because.' };
    const refused = await post(path, people.colleague, sent);
    expect(refused.status).toBe(422);
    const page = await refused.text();
    expect(page).toContain('id="f-answers.climate.level-error"');
    expect(page).toContain('value="Because."');
  });

  test('waits for those who have not answered, and for no longer than its date', async () => {
    expect(await ask(people.colleague, formingWaits, {})).toMatchObject({ value: { rounds: [{ number: running }] } });
    expect(await ask(people.representative, formingWaits, {})).toMatchObject({ value: { rounds: [] } });
    clock.set('2026-04-21T00:00:00Z');
    expect(await ask(people.colleague, formingWaits, {})).toMatchObject({ value: { rounds: [] } });
    expect(await ask(people.coordinator, readinessRound, { round: running })).toMatchObject({
      value: { shown: true, summaries: null },
    });
  });

  test('people who hand in at the same moment are all in', async () => {
    const asked = [people.coordinator, people.representative, people.colleague, people.consulting];
    const asking = await act(people.coordinator, askReadiness, { people: asked, dueAt: '2027-01-01T00:00:00Z' });
    if (!asking.ok) throw new Error(said(asking));
    const { round } = asking.value;
    const handed = await Promise.all(asked.map((person) => act(person, answerReadiness, { round, answers: fair })));
    expect(handed.map((one) => said(one))).toEqual(asked.map(() => 'done'));
    expect(await ask(people.observer, readinessRound, { round })).toMatchObject({
      value: { shown: true, answered: 4, reading: { way: 'form' }, changes: {} },
    });
  });
});

describe('the way on', () => {
  const way = { round: shown, reason: 'We have talked.' };

  test('an alternative is named, and every way but forming begins with a step', async () => {
    const unnamed = await act(people.coordinator, conclude, { ...way, way: 'alternative' });
    expect(said(unnamed)).toBe('alternative: forming.whichAlternative');
    expect(said(await act(people.coordinator, conclude, { ...way, way: 'create' }))).toBe('steps: forming.stepsNeeded');
    expect(said(await act(people.coordinator, conclude, { ...way, way: 'form' }))).toBe('done');
  });

  test('steps have owners, who say what became of them, once', async () => {
    const steps = await ask(people.observer, formingSteps, {});
    if (!steps.ok) throw new Error('no steps');
    const [mine] = steps.value.filter(({ person }) => person === people.individual);
    expect(said(await act(people.representative, endStep, { step: mine!.id, became: 'done' }))).toBe(
      'forming.stepOwnerOnly',
    );
    expect(said(await act(people.individual, endStep, { step: mine!.id, became: 'done', note: 'She comes.' }))).toBe(
      'done',
    );
    expect(said(await act(people.individual, endStep, { step: mine!.id, became: 'dropped' }))).toBe(
      'forming.stepEnded',
    );
    expect(await (await get(at.overview, people.observer)).text()).toContain('She comes.');
  });
});

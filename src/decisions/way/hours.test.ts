import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { said } from '../../../test/support/refusal.ts';
import { startJobs } from '../../system/jobs/worker.ts';
import { castBallot } from '../ballot-commands.ts';
import { close, open, propose } from '../commands.ts';
import { hourHandlers } from '../hours.ts';
import { show } from '../queries.ts';
import { register } from '../register.ts';
import { extend, pause, reopen, resume } from './hours-commands.ts';
import { showWay } from './queries.ts';

const { app, act, ask, get, post, story, clock, drop } = await testApp();
afterAll(drop);
const { people, members } = story;
const boss = people.coordinator;
const yes = { answer: 'yes' } as const;

let proposal: number;
beforeEach(async () => {
  clock.set('2026-05-01T08:00:00Z');
  const put = await act(boss, propose, {
    question: 'Shall we do this?',
    method: 'majority',
    closesAt: '2026-05-10T18:00:00Z',
    ratifyBy: '2026-05-12T18:00:00Z',
  });
  proposal = put.ok ? put.value.proposal : 0;
  await act(boss, open, { proposal });
});
const casts = (person = people.representative, member = members.tenants) =>
  act(person, castBallot, { proposal, member, choice: yes });
const seen = async () => {
  const read = await ask(boss, show, { proposal });
  if (!read.ok) throw new Error('unread');
  return read.value;
};
const runJobs = async () => {
  const jobs = await startJobs(app, hourHandlers(app), { log: () => {}, unattended: false });
  await jobs.runDue();
  await jobs.stop();
};

describe('extending', () => {
  test('moves the close and the dates of ratification, and the clock follows', async () => {
    await act(people.consulting, castBallot, {
      proposal,
      member: members.union,
      choice: yes,
      basis: 'subject_to_ratification',
    });
    const reason = 'The school is closed.';
    expect(said(await act(boss, extend, { proposal, reason, closesAt: '2026-05-13T18:00:00Z' }))).toBe('done');
    clock.set('2026-05-10T18:00:01Z');
    await runJobs();
    expect((await seen()).status).toBe('open');
    expect(said(await casts())).toBe('done');
    clock.set('2026-05-13T18:00:00Z');
    expect(said(await casts(people.dissenter, members.hauliers))).toBe('decisions.isClosed');
    await runJobs();
    const { status, ratifyBy, roll } = await seen();
    expect([status, ratifyBy.toISOString()]).toEqual(['provisional', '2026-05-15T18:00:00.000Z']);
    expect(roll.find(({ member }) => member === members.union)!.ratifyBy).toEqual(ratifyBy);
    const way = await ask(people.observer, showWay, { proposal });
    expect(way).toMatchObject({ ok: true, value: { turns: [{ kind: 'extended', by: 'Amal Haddad', reason }] } });
  });

  test('never shortens, never after the hour, never without being a coordinator', async () => {
    const reason = 'Because.';
    const to = (closesAt: string, person = boss) => act(person, extend, { proposal, reason, closesAt });
    expect(said(await to('2026-05-09T18:00:00Z'))).toBe('closesAt: way.neverEarlier');
    expect(said(await to('2026-04-09T18:00:00Z'))).toBe('closesAt: decisions.closesInPast');
    expect(said(await to('2026-05-19T18:00:00Z', people.representative))).toBe('kernel.coordinatorsOnly');
    clock.set('2026-05-10T18:00:00Z');
    expect(said(await to('2026-05-19T18:00:00Z'))).toBe('way.tooLateToExtend');
  });
});

describe('pausing', () => {
  test('stops time: nobody votes, nothing closes, and the close moves by as long as it stood still', async () => {
    clock.set('2026-05-02T08:00:00Z');
    expect(said(await act(boss, pause, { proposal, reason: 'The hearing was put off.' }))).toBe('done');
    expect(said(await casts())).toBe('way.isPaused');
    expect(said(await act(boss, pause, { proposal, reason: 'Again.' }))).toBe('way.isPaused');
    clock.set('2026-05-11T08:00:00Z');
    await runJobs();
    expect(said(await act(boss, close, { proposal }))).toBe('way.isPaused');
    expect((await seen()).status).toBe('open');
    expect(await ask(boss, register, { status: 'open' })).toMatchObject({
      value: { items: expect.arrayContaining([expect.objectContaining({ number: proposal })]) },
    });
    clock.set('2026-05-12T08:00:00Z');
    expect(said(await act(boss, resume, { proposal }))).toBe('done');
    expect((await seen()).closesAt.toISOString()).toBe('2026-05-20T18:00:00.000Z');
    expect(said(await casts())).toBe('done');
    clock.set('2026-05-20T18:00:00Z');
    await runJobs();
    expect((await seen()).status).toBe('decided');
  });

  test('is for open votes only, and ends once', async () => {
    expect(said(await act(boss, resume, { proposal }))).toBe('way.notPaused');
    clock.set('2026-05-10T18:00:00Z');
    expect(said(await act(boss, pause, { proposal, reason: 'Late.' }))).toBe('way.onlyOpenPauses');
    await act(boss, close, { proposal });
    expect(said(await act(boss, pause, { proposal, reason: 'Too late.' }))).toBe('way.onlyOpenPauses');
  });
});

describe('reopening', () => {
  const reason = 'Two could not sign in.';
  const again = (closesAt = '2026-05-14T18:00:00Z') => act(boss, reopen, { proposal, reason, closesAt });

  test('keeps ballots and the outcome of before, and closes again at its hour', async () => {
    await casts();
    await casts(people.neighbour, members.annur);
    clock.set('2026-05-10T18:00:00Z');
    expect(said(await again())).toBe('decisions.notClosed');
    await runJobs();
    expect((await seen()).outcomes[0]!.result).toBe('carried');
    clock.set('2026-05-11T18:00:00Z');
    expect(said(await again('2026-05-11T17:00:00Z'))).toBe('closesAt: decisions.closesInPast');
    expect(said(await again())).toBe('done');
    expect((await seen()).status).toBe('open');
    const no = { answer: 'no' } as const;
    for (const [person, member] of [
      [people.dissenter, members.hauliers],
      [boss, members.parents],
      [people.lawyer, members.union],
    ] as const)
      expect(said(await act(person, castBallot, { proposal, member, choice: no }))).toBe('done');
    clock.set('2026-05-14T18:00:00Z');
    await runJobs();
    const { status, outcomes } = await seen();
    expect([status, ...outcomes.map(({ result }) => result)]).toEqual(['decided', 'rejected', 'carried']);
  });
});

describe('the page', () => {
  const at = (form: string) => `/c/${story.coalition.slug}/decisions/${proposal}${form}`;

  test('keeps what was typed when the hour is wrong', async () => {
    const sent = await post(at('/extend'), boss, { closesAt: '2026-05-01T10:00', reason: 'A good reason' });
    expect(sent.status).toBe(422);
    const html = await sent.text();
    expect(html).toContain('A good reason');
    expect(html).toContain('id="f-extend-closesAt-error"');
  });

  test('pauses, says why to everybody, and resumes', async () => {
    expect((await post(at('/pause'), boss, { reason: 'The hall burned down.' })).status).toBe(303);
    const seenBy = await (await get(at(''), people.representative)).text();
    expect(seenBy).toContain('The hall burned down.');
    expect(seenBy).not.toContain('name="choice');
    expect((await post(at('/resume'), boss, {})).headers.get('location')).toBe(`${at('')}#hours`);
  });
});

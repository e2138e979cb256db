// A union's congress: thirty delegations that weigh from 3 to 35, and a vote that is weighted and secret together. It is
// put, voted, replaced, closed and verified in a browser, once with JavaScript and once without.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { castBallot } from '../../src/decisions/ballot-commands.ts';
import { verifyCli } from '../../src/decisions/seal/verify.cli.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings } from '../support/drawing.ts';
import { ensureBuilt } from '../support/process.ts';

const weights = Array.from({ length: 30 }, (_, n) => 3 + Math.round((n * 32) / 29));
let browser: Browser;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenbelt-congress-'));
  ensureBuilt();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

describe.each([{ javaScript: true }, { javaScript: false }])('with JavaScript: $javaScript', ({ javaScript }) => {
  let told: TestApp;
  let server: ReturnType<typeof serve>;
  let origin: string;
  let delegations: { member: string; person: string }[];

  beforeAll(async () => {
    told = await testApp();
    const { owner, app, story } = told;
    const coalition_id = story.coalition.id;
    const now = app.clock.glance();
    delegations = weights.map(() => ({ member: app.ids.next(), person: app.ids.next() }));
    // The congress is the delegations alone.
    await owner`update member_statuses set until_at = ${now} where coalition_id = ${coalition_id} and until_at is null`;
    await owner`insert into people ${owner(delegations.map(({ person }) => ({ id: person, created_at: now })))}`;
    await owner`insert into membership_index ${owner(delegations.map(({ person }) => ({ person_id: person, coalition_id })))}`;
    await owner`insert into members ${owner(
      delegations.map(({ member }, n) => ({
        coalition_id,
        id: member,
        kind: 'organization',
        name: `Local ${n + 1}`,
        created_at: now,
      })),
    )}`;
    await owner`insert into member_statuses ${owner(
      delegations.map(({ member }) => ({
        coalition_id,
        id: app.ids.next(),
        member_id: member,
        status: 'active',
        from_at: now,
      })),
    )}`;
    await owner`insert into representatives ${owner(
      delegations.map(({ member, person }) => ({
        coalition_id,
        id: app.ids.next(),
        member_id: member,
        person_id: person,
        authority: 'decides',
        from_at: now,
      })),
    )}`;
    server = serve({ fetch: told.web.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server?.close();
    await told?.drop();
  });

  async function as(person: string): Promise<Page> {
    const context = await browser.newContext({
      javaScriptEnabled: javaScript,
      extraHTTPHeaders: { 'x-test-person': person },
    });
    context.setDefaultTimeout(10_000);
    return context.newPage();
  }
  /** Presses a button and waits for the page that answers. */
  async function press(page: Page, name: string) {
    const button = page.getByRole('button', { name, exact: true }).first();
    if (!javaScript) return button.click();
    await page.evaluate(() => document.body.setAttribute('data-old', ''));
    await button.click();
    await page.locator('body:not([data-old])').waitFor();
  }

  /** Follows a link to a file as the browser would, and keeps it. */
  async function fetched(page: Page, name: string | RegExp): Promise<string> {
    const href = (await page.getByRole('link', { name }).first().getAttribute('href'))!;
    const answer = await page.request.get(new URL(href, page.url()).href);
    expect(answer.status()).toBe(200);
    const path = join(folder, `${href.replace(/\W+/g, '-')}.json`);
    await writeFile(path, await answer.body());
    return path;
  }

  test('thirty delegations vote by weight, and nobody learns how', { timeout: 90_000 }, async () => {
    const { story, owner, clock, act } = told;
    const list = `${origin}/c/${story.coalition.slug}/decisions`;
    const chair = await as(story.people.coordinator);
    await chair.goto(`${list}/new`);
    await chair.getByLabel('Question').first().fill('Shall the congress strike on 4 May?');
    await chair.locator('input[name=method][value=majority]').check({ force: true });
    await chair.locator('input[name=secrecy][value=secret]').check({ force: true });
    await chair.locator('[name=closesAt]').first().fill('2026-04-20T20:00');
    await press(chair, 'Put the question');
    await chair.getByText('The ballot is secret').waitFor();
    await press(chair, 'Open the vote');
    const number = Number(/decisions\/(\d+)/.exec(chair.url())![1]);
    for (const [n, { member }] of delegations.entries())
      await owner`
        update roll_entries e set weight = ${String(weights[n])} from proposals p
        where p.id = e.proposal_id and p.number = ${number} and e.member_id = ${member}`;

    const heaviest = delegations.at(-1)!;
    const voter = await as(heaviest.person);
    await voter.goto(`${list}/${number}`);
    await voter.getByText('What is protected, and against whom').click();
    await voter.getByText('You get no proof of what you voted.').waitFor();
    expect(await voter.getByText('This secret is weak').count()).toBe(0);
    if (javaScript) expect(await axeFindings(voter)).toEqual([]);
    await voter.getByRole('radio', { name: 'No', exact: true }).check({ force: true });
    await press(voter, 'Cast the ballot');
    await voter.getByText('Your member has voted. What it said is not shown, not even to you.').waitFor();
    await voter.getByText('Replace this ballot').first().click();
    await voter.getByRole('radio', { name: 'Yes', exact: true }).check({ force: true });
    await press(voter, 'Replace the ballot');
    await voter.getByText('Your member has voted. What it said is not shown, not even to you.').waitFor();

    // The even ones say yes, the odd ones no; one abstains.
    for (const [n, { member, person }] of delegations.slice(0, -1).entries()) {
      const choice = { answer: n === 5 ? ('abstain' as const) : n % 2 === 0 ? ('yes' as const) : ('no' as const) };
      expect(await act(person, castBallot, { proposal: number, member, choice })).toMatchObject({ ok: true });
    }
    const said = (wanted: (n: number) => boolean) =>
      weights.reduce((all, weight, n) => all + (wanted(n) ? weight : 0), 0);
    const yes = said((n) => n === 29 || n % 2 === 0);
    const no = said((n) => n !== 29 && n !== 5 && n % 2 === 1);
    clock.set('2026-04-20T20:00:00Z');
    await chair.goto(`${list}/${number}`);
    await press(chair, 'Close and count');
    await chair.getByRole('heading', { name: 'The seal' }).waitFor();
    const shown = await chair.locator('main').innerText();
    expect(shown).toContain(String(yes));
    expect(shown).toContain(String(no));
    if (javaScript) expect(await axeFindings(chair)).toEqual([]);

    await voter.goto(`${list}/${number}`);
    const roll = await voter.locator('#roll').innerText();
    expect(roll).not.toMatch(/\b(Yes|No|Abstain)\b/);
    const file = await fetched(voter, 'Download the ballots');
    const receipt = await fetched(voter, /Receipt of/);
    const ballots = JSON.parse(await readFile(file, 'utf8'));
    expect(ballots.papers.map(({ weight }: { weight: string }) => weight).sort()).toEqual(
      [String(weights[5]), String(no), String(yes)].sort(),
    );
    const out: string[] = [];
    const io = { out: (text: string) => void out.push(text), err: (text: string) => void out.push(text) };
    const root = (await voter.locator('#seal code').first().innerText()).replace(/\s/g, '');
    expect(verifyCli([file, '--root', root, '--receipt', receipt], io)).toBe(0);
    expect(out.join('')).toContain('Everything fits.');
    expect(JSON.parse(await readFile(receipt, 'utf8')).leaves).toHaveLength(1);
  });
});

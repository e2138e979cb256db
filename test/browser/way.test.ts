// A contested question goes its whole way, as a facilitator leads it: talk under a part, a temperature check, an amendment
// voted in, the vote, the outcome in words and a task that is done. With JavaScript and without.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decisionPaths } from '../../src/decisions/paths.ts';
import { translator } from '../../src/system/i18n/translate.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { launchChromium } from '../support/chromium.ts';
import { axeFindings } from '../support/drawing.ts';
import { ensureBuilt } from '../support/process.ts';

const t = translator('en');
let browser: Browser;
beforeAll(async () => {
  ensureBuilt();
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each([{ javaScript: true }, { javaScript: false }])('the way, JavaScript: $javaScript', ({ javaScript }) => {
  let told: TestApp;
  let server: ReturnType<typeof serve>;
  let origin: string;
  const contexts: BrowserContext[] = [];

  beforeAll(async () => {
    told = await testApp();
    server = serve({ fetch: told.web.fetch, port: 0, hostname: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    server?.close();
    await told?.drop();
  });

  async function as(person: keyof TestApp['story']['people']): Promise<Page> {
    const context = await browser.newContext({
      bypassCSP: true,
      javaScriptEnabled: javaScript,
      extraHTTPHeaders: { 'x-test-person': told.story.people[person] },
    });
    contexts.push(context);
    context.setDefaultTimeout(10_000);
    return context.newPage();
  }

  /** Presses a button that sends a form, and waits for the page that answers. */
  async function press(page: Page, name: string, within = page.locator('main')) {
    const button = within.getByRole('button', { name }).first();
    if (!javaScript) return button.click();
    await page.evaluate(() => document.body.setAttribute('data-old', ''));
    await button.click();
    await page.locator('body:not([data-old])').waitFor();
  }

  async function votesYes(person: 'colleague' | 'lawyer' | 'dissenter' | 'coordinator', path: string) {
    const page = await as(person);
    await page.goto(origin + path);
    await page.locator('#ballot input[name="choice.answer"][value=yes]').first().check({ force: true });
    await press(page, t('decisions.castButton'));
  }

  test('from the question to a task that is done', { timeout: 120_000 }, async () => {
    const { clock, story } = told;
    const slug = story.coalition.slug;
    const lead = await as('coordinator');

    // The question, from a template.
    await lead.goto(`${origin}${decisionPaths(slug).propose}?template=money`);
    await lead.fill('[name=question]', 'Shall we pay for a bus to the hearing?');
    await lead.fill('[name=background]', 'It costs 900.\n\nEverybody travels free.');
    await lead.fill('[name=closesAt]', '2026-04-20T18:00');
    await lead.fill('[name=ratifyBy]', '');
    await press(lead, t('decisions.proposeButton'));
    await lead.getByRole('heading', { level: 1, name: 'Shall we pay for a bus' }).waitFor();
    const number = Number(/decisions\/(\d+)/.exec(lead.url())![1]);
    const paths = decisionPaths(slug, number);

    // A concern under the part that it speaks of.
    const union = await as('consulting');
    await union.goto(origin + paths.part(2));
    await union.fill('[name=body]', 'Free for all is more than we have.');
    await press(union, t('decisions.sayButton'));
    await union.locator('#discussion blockquote').getByText('Everybody travels free.').waitFor();

    // A temperature check, which decides nothing.
    await lead.goto(origin + paths.one);
    await lead.locator('#soundings summary').click();
    await press(lead, t('way.soundButton'));
    await union.goto(origin + paths.one);
    await union.locator('#soundings input[name=level][value="2"]').check({ force: true });
    await press(union, t('way.moodButton'));
    await union
      .locator('#soundings table')
      .getByText(t('way.level', { level: '2' }))
      .waitFor();
    await lead.goto(origin + paths.one);
    await press(lead, t('way.endSounding'));

    // Other words, first without saying which change it is, then put to the vote.
    await union.goto(`${origin}${paths.amend}?part=2`);
    await union.fill('[name=after]', 'Everybody travels free who has no car.');
    await press(union, t('way.amendButton'));
    await union.getByRole('alert').first().waitFor();
    expect(await union.inputValue('[name=after]')).toBe('Everybody travels free who has no car.');
    await union.fill('[name=title]', 'Free for those without a car');
    await press(union, t('way.amendButton'));
    await union.locator('#amendments ins').getByText('who has no car').waitFor();
    await lead.goto(origin + paths.one);
    await lead.locator('#amendments summary').click();
    await lead.fill('#amendments [name=closesAt]', '2026-04-05T18:00');
    await press(lead, t('way.putToVoteButton'));
    const onIt = lead.getByRole('link', { name: t('way.voteOnIt', { number: String(number + 1) }) });
    await onIt.waitFor();
    const vote = decisionPaths(slug, number + 1).one;
    await votesYes('colleague', vote);
    await votesYes('lawyer', vote);
    await votesYes('dissenter', vote);
    await votesYes('coordinator', vote);
    clock.set('2026-04-06T08:00:00Z');
    await lead.goto(origin + vote);
    await press(lead, t('decisions.closeButton'));
    await lead.goto(origin + paths.one);
    await lead.locator('#text').getByText('Everybody travels free who has no car.').waitFor();

    // The vote itself.
    await press(lead, t('decisions.openButton'));
    await votesYes('colleague', paths.one);
    await votesYes('lawyer', paths.one);
    await votesYes('coordinator', paths.one);
    const third = await as('dissenter');
    await third.goto(origin + paths.one);
    await third.locator('#ballot input[name="choice.answer"][value=no]').first().check({ force: true });
    await press(third, t('decisions.castButton'));
    clock.set('2026-04-21T08:00:00Z');
    await lead.goto(origin + paths.one);
    await press(lead, t('decisions.closeButton'));

    // What follows.
    await lead.locator('#statement summary').first().click();
    await lead.fill('[name=decided]', 'We pay for the bus of whoever has no car.');
    await press(lead, t('way.statementButton'));
    await lead.locator('#statement').getByText('We pay for the bus').first().waitFor();
    await lead.locator('#follow-ups summary').click();
    await lead.fill('[name=what]', 'Book the bus');
    await lead.fill('[name=who]', 'Amal');
    await lead.fill('[name=dueOn]', '2026-04-25');
    await press(lead, t('way.addFollowUpButton'));
    await press(lead, t('way.markDone'), lead.locator('#follow-ups'));
    await lead.locator('#follow-ups .status.done').waitFor();
    if (javaScript) expect(await axeFindings(lead)).toEqual([]);
  });
});

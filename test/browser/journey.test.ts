// The journey that the product must carry, in a real browser: a coalition is founded, a roster imported, organizations
// join by link, a question is put, discussed, voted on by representatives with different authority, ratified, closed,
// found in the register and recomputed. With JavaScript and without, in three languages.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tallyCli } from '../../src/decisions/tally.cli.ts';
import type { Lang } from '../../src/system/i18n/languages.ts';
import { translator } from '../../src/system/i18n/translate.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Running, runGreenbelt } from '../support/running.ts';

const roster = join(import.meta.dirname, '../data/civic-org-network/organizations.json');
const desk = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

describe.each([
  { lang: 'en', javaScript: true },
  { lang: 'es', javaScript: false },
  { lang: 'ar', javaScript: true },
  { lang: 'en', javaScript: false },
  { lang: 'es', javaScript: true },
  { lang: 'ar', javaScript: false },
] satisfies { lang: Lang; javaScript: boolean }[])(
  'the journey in $lang, JavaScript: $javaScript',
  ({ lang, javaScript }) => {
    const t = translator(lang);
    let greenbelt: Running;
    const contexts: BrowserContext[] = [];

    beforeAll(async () => {
      greenbelt = await runGreenbelt();
    });
    afterAll(async () => {
      for (const context of contexts) await context.close();
      await greenbelt.stop();
    });

    /** Somebody with a browser of their own. What goes wrong in its console fails the test. */
    async function somebody(viewport: { width: number; height: number }): Promise<Page> {
      const context = await browser.newContext({
        viewport,
        javaScriptEnabled: javaScript,
        locale: lang,
        timezoneId: 'Europe/Madrid',
      });
      contexts.push(context);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on('console', (message) => {
        // A refused form is answered with 422 on purpose, and the browser notes that.
        if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text())) throw new Error(message.text());
      });
      return page;
    }

    /** Presses a button that sends a form, and waits for the page that answers. */
    async function press(page: Page, name: string) {
      const button = page.getByRole('button', { name, exact: true }).first();
      if (!javaScript) return button.click();
      // Turbo puts a new body in the place of the old one.
      await page.evaluate(() => document.body.setAttribute('data-old', ''));
      await button.click();
      await page.locator('body:not([data-old])').waitFor();
    }

    /** Signs in as people do: ask for a link; the operator hands on what the mail says; the button on its page does it. */
    async function signIn(page: Page, operator: Page, email: string, name: string) {
      await page.fill('[name=email]', email);
      await press(page, t('accounts.sendLink'));
      await page.getByRole('heading', { level: 1, name: t('accounts.sent') }).waitFor();
      await page.goto(await linkInMail(operator, email, '/sign-in/link'));
      await page.fill('[name=name]', name);
      await press(page, t('accounts.createAndSignIn'));
    }

    async function linkInMail(operator: Page, email: string, path: string): Promise<string> {
      await operator.goto(`${greenbelt.url}/operator/mails`);
      const mail = operator.locator('article', { hasText: email }).filter({ hasText: path }).first();
      return (await mail.locator(`a[href*="${path}"]`).first().getAttribute('href'))!;
    }

    async function joins(
      page: Page,
      operator: Page,
      link: string,
      who: { email: string; name: string; authority: string },
    ) {
      await page.goto(link);
      await page.getByRole('link', { name: t('members.signInToGoOn') }).click();
      await signIn(page, operator, who.email, who.name);
      await page.check(`[name=authority][value=${who.authority}]`, { force: true });
      // Asked of a member's first representative only: the colleague finds them answered.
      if (await page.locator('[name="answers.whoWeAre"]').isVisible()) {
        await page.fill('[name="answers.whoWeAre"]', 'The tenants of 640 flats.');
        await page.fill('[name="answers.whyWeAreHere"]', 'The engines stand under our windows.');
      }
      await press(page, t('members.acceptButton'));
      await page.waitForURL(/\/members\//);
    }

    test('from the first link to a recomputed outcome', { timeout: 180_000 }, async () => {
      const coordinator = await somebody(desk);
      await coordinator.goto(greenbelt.firstLink);
      expect(await coordinator.getAttribute('html', 'lang')).toBe(lang);
      expect(await coordinator.getAttribute('html', 'dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr');
      await coordinator.fill('[name=name]', 'Amal Haddad');
      await coordinator.fill('[name=email]', 'amal@riverton.example');
      await press(coordinator, t('accounts.createAndSignIn'));

      // Founded, after a mistake that keeps what was typed.
      await coordinator.getByRole('heading', { level: 1, name: t('coalitions.found') }).waitFor();
      await coordinator.fill('[name=name]', 'Clean Air Riverton');
      await coordinator.fill('[name=slug]', 'x');
      await coordinator.fill('[name=purpose]', 'Air that a child can breathe.');
      await press(coordinator, t('coalitions.foundButton'));
      await coordinator.getByText(t('coalitions.slugWrong')).first().waitFor();
      expect(await coordinator.inputValue('[name=purpose]')).toBe('Air that a child can breathe.');
      await coordinator.fill('[name=slug]', 'clean-air');
      await press(coordinator, t('coalitions.foundButton'));
      await coordinator.waitForURL('**/c/clean-air');
      const house = `${greenbelt.url}/c/clean-air`;

      // The real roster: told beforehand what will happen, then 221 of them, once.
      await importRoster(coordinator, house);
      await importRoster(coordinator, house, 0);

      // An organization of our invention, and two of its people.
      await coordinator.goto(`${house}/members/new`);
      await coordinator.check('[name=kind][value=organization]', { force: true });
      await coordinator.fill('[name=name]', 'Eastbank Tenants');
      await press(coordinator, t('members.addButton'));
      await coordinator.waitForURL(/\/members\/[0-9a-f-]{36}/);
      const tenants = coordinator.url().split('/').at(-1)!;
      const rosa = await somebody(phone);
      await coordinator.goto(`${house}/members/invitations?member=${tenants}`);
      await coordinator.fill('[name=email]', 'rosa@eastbank.example');
      await press(coordinator, t('members.inviteButton'));
      await joins(rosa, coordinator, await linkInMail(coordinator, 'rosa@eastbank.example', '/join/'), {
        email: 'rosa@eastbank.example',
        name: 'Rosa Delgado',
        authority: 'decides',
      });
      const kwame = await somebody(desk);
      await coordinator.goto(`${house}/members/invitations?member=${tenants}`);
      await coordinator.fill('[name=email]', '');
      await press(coordinator, t('members.inviteButton'));
      const handedOver = await coordinator.inputValue('#link');
      await joins(kwame, coordinator, handedOver, {
        email: 'kwame@eastbank.example',
        name: 'Kwame Mensah',
        authority: 'consults',
      });

      // A question, its talk, its opening.
      await coordinator.goto(`${house}/decisions/new`);
      await coordinator.fill('[name=question]', 'Shall we measure the air?');
      await coordinator.check('[name=method][value=majority]', { force: true });
      await coordinator.fill('[name=closesAt]', inDays(5));
      await coordinator.fill('[name=ratifyBy]', inDays(9));
      await press(coordinator, t('decisions.proposeButton'));
      await coordinator.waitForURL('**/decisions/1');
      const decision = `${house}/decisions/1`;
      await rosa.goto(decision);
      await rosa.fill('[name=body]', 'At five windows, please.');
      await press(rosa, t('decisions.sayButton'));
      await rosa.getByText('At five windows, please.').first().waitFor();
      await coordinator.goto(decision);
      await press(coordinator, t('decisions.openButton'));
      await coordinator.getByText(t('decisions.closesWhen')).first().waitFor();

      // Both fill in the ballot; Rosa is faster; Kwame is told, looks, and replaces hers subject to ratification.
      await rosa.goto(decision);
      await kwame.goto(decision);
      await fillBallot(kwame, 'yes');
      await rosa.check('[name="choice.answer"][value=no]', { force: true });
      await press(rosa, t('decisions.castButton'));
      await rosa
        .getByText(t('decisions.castByAt', { person: 'Rosa Delgado' }))
        .first()
        .waitFor();
      await press(kwame, t('decisions.castButton'));
      await kwame.getByText(t('decisions.colleagueWasFaster')).first().waitFor();
      await kwame.goto(decision);
      await kwame.getByText(t('decisions.replaceBallot')).click();
      await fillBallot(kwame, 'yes');
      await press(kwame, t('decisions.replaceButton'));
      await kwame.getByText(t('decisions.awaitsRatification')).first().waitFor();

      // Everybody on the roll has voted, so the coordinator closes; the outcome is provisional until the member answers.
      await coordinator.goto(decision);
      await press(coordinator, t('decisions.closeButton'));
      await coordinator.getByText(t('decisions.provisionalTitle')).first().waitFor();
      await rosa.goto(decision);
      await rosa.check('[name=answer][value=ratified]', { force: true });
      await rosa.fill('[name=decidedHow]', 'Our assembly, by show of hands.');
      await press(rosa, t('decisions.ratifyButton'));
      await rosa.getByText('Our assembly, by show of hands.').first().waitFor();

      // It stands in the register, and anyone recomputes it.
      await kwame.goto(`${house}/decisions?search=measure`);
      await kwame
        .getByText(t('decisions.resultWord', { result: 'carried' }))
        .first()
        .waitFor();
      expect(await recount(rosa, decision)).toMatchObject({ method: 'majority', result: 'carried', winners: ['yes'] });
      expect(await rosa.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    });

    async function fillBallot(page: Page, answer: string) {
      await page.check(`[name="choice.answer"][value=${answer}]`, { force: true });
      await page.check('[name=basis][value=subject_to_ratification]', { force: true });
    }

    async function importRoster(page: Page, house: string, added = 221) {
      await page.goto(`${house}/members/import`);
      await page.setInputFiles('[name=file]', roster);
      await press(page, t('imports.look'));
      if (added === 0) {
        await page.getByText(t('imports.nothingToDo')).waitFor();
        expect(await page.locator('main').innerText()).toContain(translator(lang)('imports.rows', { count: 221 }));
        return;
      }
      await press(page, t('imports.now', { count: added }));
      await page.getByRole('link', { name: t('imports.toRoster') }).click();
      await page.waitForURL(/\/members\?status=listed$/);
    }

    /** Downloads the ballots and counts them on the command line. */
    async function recount(page: Page, decision: string): Promise<object> {
      const file = await page.context().request.get(`${decision}/ballots.json`);
      const folder = await mkdtemp(join(tmpdir(), 'greenbelt-journey-'));
      const path = join(folder, 'ballots.json');
      await writeFile(path, await file.body());
      expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ format: 'greenbelt-ballots' });
      const said: string[] = [];
      const say = (text: string) => void said.push(text);
      expect(await tallyCli([path, '--json'], { out: say, err: say }), said.join('')).toBe(0);
      return JSON.parse(said.join(''));
    }
  },
);

/** As the field for date and time wants it, in the zone of the person. */
const inDays = (days: number): string =>
  Temporal.Now.zonedDateTimeISO('Europe/Madrid').add({ days }).toPlainDateTime().toString({ smallestUnit: 'minute' });

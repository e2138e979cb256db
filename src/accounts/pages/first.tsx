// The founder's way in, on a server that nobody runs yet and that may have no mail.
import { z } from 'zod';
import { PlainShell } from '../../coalitions/shell.tsx';
import { problemsOf } from '../../kernel/problems.ts';
import { clientOf } from '../../system/web/client.ts';
import type { Attempt } from '../../system/web/page.ts';
import { type Allowance, take } from '../../system/web/ratelimit.ts';
import type { Routes } from '../../system/web/server.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { personName, timeZone } from '../commands.ts';
import { firstDays, isFirstToken, useFirstToken } from '../first.ts';
import type { Accounts } from '../setup.ts';
import { dropToken, keepToken, keptToken, type TokenCookie } from './cookies.ts';
import { enter } from './sign-in.tsx';
import { ZoneField } from './zone-field.tsx';

const attempts: Allowance = { name: 'first link', burst: 20, seconds: 30 };
const founder = z.object({
  name: personName,
  email: z.string().trim().toLowerCase().min(1).max(254).pipe(z.email()),
  timeZone,
});
const cookie: TokenCookie = { name: 'gb_first', path: '/first', seconds: firstDays * 24 * 3600 };

export const firstPages = (accounts: Accounts) => (routes: Routes) => {
  const { app } = accounts;

  routes.get('/first', async (page) => {
    const token = page.query('token');
    if (token) {
      keepToken(page, cookie, token);
      return page.redirect('/first');
    }
    const good = await isFirstToken(app, keptToken(page, cookie));
    return good ? page.show(<FirstPage />) : page.show(<FirstIsGone />, 410);
  });

  routes.post('/first', async (page) => {
    const { values } = await page.form();
    const token = keptToken(page, cookie);
    const wait = await take(app, attempts, clientOf(page.request));
    if (wait !== undefined || !(await isFirstToken(app, token))) return page.show(<FirstIsGone />, 410);
    const fields = Object.fromEntries(['name', 'email', 'timeZone'].map((name) => [name, values[name]?.[0] ?? '']));
    const parsed = founder.safeParse(fields);
    if (!parsed.success) {
      return page.show(<FirstPage attempt={{ values, problems: problemsOf(parsed.error).problems }} />, 422);
    }
    const { headers } = page.request.req.raw;
    const cookies = await useFirstToken(accounts, token, headers, { ...parsed.data, language: page.visit.lang });
    if (!cookies) return page.show(<FirstIsGone />, 410);
    dropToken(page, cookie);
    await enter(page, cookies, false);
    return page.redirect('/coalitions/new');
  });
};

function FirstPage({ attempt }: { attempt?: Attempt }) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('accounts.first')} failed={attempt !== undefined}>
      <Page title={t('accounts.first')} lead={t('accounts.firstLead')}>
        <Form action="/first" attempt={attempt}>
          <TextField
            name="name"
            label={t('accounts.yourName')}
            hint={{ key: 'accounts.yourNameHint' }}
            autocomplete="name"
            maxlength={120}
            required
          />
          <TextField
            name="email"
            type="email"
            label={t('common.email')}
            hint={{ key: 'accounts.firstEmailHint' }}
            autocomplete="email"
            maxlength={254}
            required
          />
          <ZoneField value="UTC" guess />
          <SubmitButton>{t('accounts.createAndSignIn')}</SubmitButton>
        </Form>
      </Page>
    </PlainShell>
  );
}

function FirstIsGone() {
  const { t } = useVisit();
  return (
    <PlainShell title={t('accounts.gone')}>
      <Page title={t('accounts.gone')} lead={t('accounts.firstGoneLead')} />
    </PlainShell>
  );
}

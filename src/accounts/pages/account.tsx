// One's own account: settings, devices, passkeys.
import { setCookie } from 'hono/cookie';
import { execute } from '../../kernel/execute.ts';
import { isLang } from '../../system/i18n/languages.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { endAllSessions, endSession, removePasskey, renamePasskey, setName, setPreferences } from '../commands.ts';
import { chooseMails, resumeMails } from '../mail-commands.ts';
import { listMailChoices } from '../mail-queries.ts';
import { listPasskeys, listSessions, showMe } from '../queries.ts';
import { sessionCookie } from '../session.ts';
import { AccountPage, type Tried } from './account-views.tsx';
import { ownPath } from './back.ts';
import { attributes, dropCookie } from './cookies.ts';

export const accountPages = (routes: Routes) => {
  const view = async (page: Page, tried?: Tried) => {
    const [me, sessions, passkeys, mails] = [
      await page.ask(showMe),
      await page.ask(listSessions),
      await page.ask(listPasskeys),
      await page.ask(listMailChoices),
    ];
    return (
      <AccountPage
        me={me}
        sessions={sessions}
        passkeys={passkeys}
        mails={mails}
        here={page.session?.id}
        tried={tried}
        saved={page.query('saved') !== undefined}
      />
    );
  };
  const again = (page: Page, form: Tried['form'], of?: string) => (attempt: Attempt) =>
    view(page, { form, attempt, of });

  routes.get('/account', async (page) => page.show(await view(page)));
  routes.post('/account/name', (page) =>
    page.do(setName, { then: () => '/account?saved=yes', otherwise: again(page, 'name') }),
  );
  routes.post('/account/preferences', (page) =>
    page.do(setPreferences, {
      // A box without a tick sends nothing: on this form that means no.
      prepare: (values) => ({ largeText: ['off'], reducedData: ['off'], byMail: ['off'], ...values }),
      then: () => '/account?saved=yes',
      otherwise: again(page, 'preferences'),
    }),
  );
  routes.post('/account/mails', (page) =>
    page.do(chooseMails, { then: () => '/account?saved=yes#mails', otherwise: again(page, 'mails') }),
  );
  routes.post('/account/mails/resume', (page) =>
    page.do(resumeMails, { then: () => '/account?saved=yes#mails', otherwise: again(page, 'mails') }),
  );
  routes.post('/account/sessions/:session/end', (page) =>
    page.do(endSession, {
      extra: { session: page.param('session') },
      then: () => '/account',
      otherwise: again(page, 'sessions'),
    }),
  );
  routes.post('/account/sessions/end', (page) =>
    page.do(endAllSessions, {
      then: () => {
        page.request.header('Clear-Site-Data', '"cache"');
        dropCookie(page, sessionCookie(page.app));
        return '/sign-in';
      },
      otherwise: again(page, 'sessions'),
    }),
  );
  routes.post('/account/passkeys/:passkey/name', (page) => {
    const passkey = page.param('passkey');
    return page.do(renamePasskey, {
      extra: { passkey },
      then: () => '/account',
      otherwise: again(page, 'passkey', passkey),
    });
  });
  routes.post('/account/passkeys/:passkey/remove', (page) => {
    const passkey = page.param('passkey');
    return page.do(removePasskey, {
      extra: { passkey },
      then: () => '/account',
      otherwise: again(page, 'passkey', passkey),
    });
  });

  // The switcher at the foot of every page: a cookie for visitors, the setting for people.
  routes.post('/language', async (page) => {
    const { values } = await page.form();
    const language = values.language?.[0];
    if (isLang(language)) {
      setCookie(page.request, 'gb_language', language, { ...attributes(page), maxAge: 365 * 24 * 3600 });
      const { session, app } = page;
      if (session) await execute(app, setPreferences, { person: session.person, via: 'browser', input: { language } });
    }
    return page.redirect(ownPath(page.app.publicUrl, values.back?.[0]));
  });
};

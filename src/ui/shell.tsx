import type { ComponentChildren } from 'preact';
import { type Lang, languages } from '../system/i18n/languages.ts';
import { Document } from './document.tsx';
import { Form } from './form.tsx';
import { Icon, Mark } from './icon.tsx';
import { SafeLink } from './link.tsx';
import { Live } from './live.tsx';
import { MainMenu, type NavGroup, type NavItem } from './navigation.tsx';
import { languageAction, useVisit } from './visit.ts';

interface ShellProps {
  /** The page's title, for the window. */
  title: string;
  /** The coalition whose house this is. */
  coalition?: { name: string; href: string };
  /** Together, Act, Talk, Reflect: only those, and only the pages, that exist. */
  nav?: NavGroup[];
  account?: { items: NavItem[]; signOut: string };
  /** The page shows field errors. */
  failed?: boolean;
  /** What the page is about, for live refresh. */
  topics?: string[];
  /** Seconds after which a browser without scripts asks again. */
  askAgain?: number;
  children: ComponentChildren;
}

/** A page for somebody who is signed in. */
export function Shell({ title, coalition, nav = [], account, failed, topics = [], askAgain, children }: ShellProps) {
  return (
    <Document title={title} site={coalition?.name} failed={failed} askAgain={askAgain}>
      <SkipLink />
      <header class="masthead">
        <div class="masthead-line">
          <Home coalition={coalition} />
          {account && <AccountMenu {...account} />}
        </div>
        {nav.length > 0 && <MainMenu groups={nav} />}
      </header>
      <Live topics={topics} />
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <Footer />
    </Document>
  );
}

interface PublicShellProps {
  title: string;
  description?: string;
  signIn?: NavItem;
  failed?: boolean;
  children: ComponentChildren;
}

/** A page for somebody who is signed out. */
export function PublicShell({ title, description, signIn, failed, children }: PublicShellProps) {
  return (
    <Document title={title} description={description} failed={failed}>
      <SkipLink />
      <header class="masthead">
        <div class="masthead-line">
          <Home />
          {signIn && (
            <SafeLink class="button quiet" href={signIn.href}>
              {signIn.label}
            </SafeLink>
          )}
        </div>
      </header>
      <main id="main" tabindex={-1}>
        {children}
      </main>
      <Footer />
    </Document>
  );
}

function SkipLink() {
  const { t } = useVisit();
  return (
    <a class="skip" href="#main">
      {t('ui.skipToContent')}
    </a>
  );
}

function Home({ coalition }: { coalition?: { name: string; href: string } }) {
  const { t } = useVisit();
  return (
    <p class="home">
      <SafeLink href={coalition?.href ?? '/'}>
        <Mark />
        <span>{coalition?.name ?? t('common.greenbelt')}</span>
      </SafeLink>
    </p>
  );
}

function AccountMenu({ items, signOut }: { items: NavItem[]; signOut: string }) {
  const { t, person } = useVisit();
  return (
    <details class="account">
      <summary>
        <span class="visually-hidden">{t('ui.accountOf')} </span>
        <span class="account-name">{person?.name || person?.email || t('ui.account')}</span> <Icon name="down" />
      </summary>
      <ul>
        {items.map((item) => (
          <li key={item.href}>
            <SafeLink href={item.href}>{item.label}</SafeLink>
          </li>
        ))}
        <li>
          {/* A full page load, so that nothing of this person stays in Turbo's cache at a kiosk. */}
          <Form action={signOut} class="inline-form" plain>
            <button type="submit" class="as-link">
              {t('ui.signOut')}
            </button>
          </Form>
        </li>
      </ul>
    </details>
  );
}

function Footer() {
  const { t } = useVisit();
  return (
    <footer class="foot">
      <LanguageSwitcher />
      <p>
        <SafeLink href="/">{t('common.greenbelt')}</SafeLink>
        <span>{t('ui.footer')}</span>
      </p>
    </footer>
  );
}

function LanguageSwitcher() {
  const { t, lang, path } = useVisit();
  return (
    <Form action={languageAction} class="languages" id="language" plain>
      <input type="hidden" name="back" value={path} />
      <p id="language-label">{t('common.language')}</p>
      {(Object.keys(languages) as Lang[]).map((code) => (
        <button
          key={code}
          type="submit"
          name="language"
          value={code}
          lang={code}
          class="as-link"
          aria-pressed={code === lang ? 'true' : 'false'}
        >
          {languages[code]}
        </button>
      ))}
    </Form>
  );
}

import type { ComponentChildren } from 'preact';
import type { Translate } from '../../system/i18n/translate.ts';
import { ButtonLink, SubmitButton } from '../button.tsx';
import { safeHref } from '../link.tsx';
import { Page } from '../page.tsx';
import { type Said, useSay, useVisit } from '../visit.ts';

/** The page for an HTTP status, with the refusal's own words where there are some. */
export function ErrorFor({ status, ...props }: ErrorProps & { status: number }) {
  if (status === 404) return <NotFound {...props} />;
  if (status === 403) return <Forbidden {...props} />;
  if (status === 503) return <Unavailable typed={props.typed} />;
  if (status >= 500) return <Broken />;
  return <Refusal status={status} why={props.why ?? { key: 'ui.error.tryAgain' }} />;
}

/** What the window's title says of it. */
export function errorTitle(status: number, t: Translate): string {
  if (status === 404) return t('ui.error.notFound');
  if (status === 403) return t('ui.error.forbidden');
  if (status === 503) return t('ui.error.unavailable');
  return t(status >= 500 ? 'ui.error.broken' : 'ui.error.refused');
}

interface ErrorProps {
  /** What exactly was refused, where that is known. */
  why?: Said;
  signInHref?: string;
  /** A form that could not be taken. */
  typed?: Typed;
}

/** 404: also for what is there but not for this person. */
export function NotFound({ why }: ErrorProps) {
  const { t } = useVisit();
  return (
    <ErrorPage status={404} title={t('ui.error.notFound')} why={why ?? { key: 'ui.error.notFoundWhy' }}>
      <li>{t('ui.error.checkAddress')}</li>
      <li>{t('ui.error.askForLink')}</li>
    </ErrorPage>
  );
}

/** 403 */
export function Forbidden({ why, signInHref }: ErrorProps) {
  const { t, person } = useVisit();
  return (
    <ErrorPage
      status={403}
      title={t('ui.error.forbidden')}
      why={why ?? { key: 'ui.error.forbiddenWhy' }}
      action={!person && signInHref && <ButtonLink href={signInHref}>{t('ui.signIn')}</ButtonLink>}
    >
      {person && <li>{t('ui.error.signedInAs', { name: person.name || person.email })}</li>}
      <li>{t('ui.error.askCoordinator')}</li>
    </ErrorPage>
  );
}

/** 500 */
export function Broken() {
  const { t } = useVisit();
  return (
    <ErrorPage status={500} title={t('ui.error.broken')} why={{ key: 'ui.error.brokenWhy' }}>
      <li>{t('ui.error.nothingHalfDone')}</li>
      <li>{t('ui.error.tryAgain')}</li>
    </ErrorPage>
  );
}

/** What was in a form, and where it was sent. */
export interface Typed {
  action: string;
  values: Record<string, string[]>;
}

/** The server cannot do it now. What was typed can be sent again from here, under the same key: it has one effect. */
export function Unavailable({ typed }: { typed?: Typed }) {
  const { t } = useVisit();
  return (
    <ErrorPage
      status={503}
      title={t('ui.error.unavailable')}
      why={{ key: 'ui.error.unavailableWhy' }}
      action={typed && <SendAgain {...typed} />}
    >
      <li>{t(typed ? 'ui.error.sendAgainWhy' : 'ui.error.tryAgain')}</li>
    </ErrorPage>
  );
}

function SendAgain({ action, values }: Typed) {
  const { t } = useVisit();
  return (
    <form action={safeHref(action)} method="post">
      {Object.entries(values).flatMap(([name, texts]) =>
        texts.map((text, index) => <textarea key={`${name} ${index}`} name={name} value={text} hidden />),
      )}
      <SubmitButton>{t('ui.error.sendAgain')}</SubmitButton>
    </form>
  );
}

/** What a page kept for bad connections says. */
export function Offline() {
  const { t, path } = useVisit();
  return (
    <ErrorPage
      title={t('ui.error.offline')}
      why={{ key: 'ui.error.offlineWhy' }}
      action={<ButtonLink href={path}>{t('ui.reload')}</ButtonLink>}
    >
      <li>{t('ui.error.offlineTyped')}</li>
    </ErrorPage>
  );
}

/** Any other refusal, such as 409 or 429, with its own words. */
export function Refusal({ status, why }: { status: number; why: Said }) {
  const { t } = useVisit();
  return <ErrorPage status={status} title={t('ui.error.refused')} why={why} />;
}

interface ErrorPageProps {
  status?: number;
  title: string;
  why: Said;
  action?: ComponentChildren;
  children?: ComponentChildren;
}

function ErrorPage({ status, title, why, action, children }: ErrorPageProps) {
  const { t } = useVisit();
  const say = useSay();
  return (
    <Page
      title={title}
      over={status === undefined ? undefined : t('ui.error.number', { status: String(status) })}
      lead={say(why)}
      actions={
        <>
          {action}
          <ButtonLink href="/" look={action ? 'quiet' : 'primary'}>
            {t('ui.error.home')}
          </ButtonLink>
        </>
      }
    >
      {children && (
        <div class="prose">
          <h2>{t('ui.error.whatNow')}</h2>
          <ul>{children}</ul>
        </div>
      )}
    </Page>
  );
}

import type { z } from 'zod';
import { PlainShell } from '../../coalitions/shell.tsx';
import { languages } from '../../system/i18n/languages.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { listMailChoices } from '../mail-queries.ts';
import type { listPasskeys, listSessions, showMe } from '../queries.ts';
import { MailChoices } from './mail-choices-views.tsx';
import { Devices, Passkeys } from './ways-in-views.tsx';
import { ZoneField } from './zone-field.tsx';

/** The form that was sent and refused; `of` says whose, where there are several of a kind. */
export interface Tried {
  form: 'name' | 'preferences' | 'sessions' | 'passkey' | 'mails';
  attempt: Attempt;
  of?: string;
}

export interface Props {
  me: z.infer<typeof showMe.output>;
  sessions: z.infer<typeof listSessions.output>;
  passkeys: z.infer<typeof listPasskeys.output>;
  mails: z.infer<typeof listMailChoices.output>;
  /** The session that asks. */
  here?: string;
  tried?: Tried;
  saved: boolean;
}

export function AccountPage(props: Props) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('nav.account')} failed={props.tried !== undefined}>
      <Page title={t('nav.account')} lead={t('accounts.accountLead')}>
        {props.saved && <Notice kind="success">{t('accounts.saved')}</Notice>}
        <Identity {...props} />
        <Preferences {...props} />
        <MailChoices mails={props.mails} byMail={props.me.byMail} tried={props.tried} />
        <Devices {...props} />
        <Passkeys {...props} />
        <Section title={t('api.tokens')} id="programs" note={t('api.tokensLead')}>
          <p>
            <SafeLink href="/account/tokens">{t('api.make')}</SafeLink>
          </p>
        </Section>
        {props.me.operator && <Operating />}
      </Page>
    </PlainShell>
  );
}

function Identity({ me, tried }: Props) {
  const { t } = useVisit();
  return (
    <Section title={t('accounts.identity')} id="identity">
      <DefinitionList entries={[{ term: t('common.email'), value: <bdi>{me.email}</bdi> }]} />
      <Form action="/account/name" id="name" attempt={tried?.form === 'name' ? tried.attempt : undefined}>
        <TextField
          name="name"
          label={t('accounts.yourName')}
          hint={{ key: 'accounts.accountNameHint' }}
          value={me.name}
          autocomplete="name"
          maxlength={120}
          required
        />
        <SubmitButton>{t('common.save')}</SubmitButton>
      </Form>
    </Section>
  );
}

function Preferences({ me, tried }: Props) {
  const { t } = useVisit();
  const options = Object.entries(languages).map(([value, label]) => ({ value, label }));
  return (
    <Section title={t('accounts.preferences')} id="preferences" note={t('accounts.preferencesNote')}>
      <Form
        action="/account/preferences"
        id="preferences-form"
        attempt={tried?.form === 'preferences' ? tried.attempt : undefined}
      >
        <Select name="language" label={t('common.language')} value={me.language} options={options} required />
        <ZoneField value={me.timeZone} />
        <Checkbox
          name="largeText"
          label={t('accounts.largeText')}
          hint={{ key: 'accounts.largeTextHint' }}
          checked={me.largeText}
        />
        <Checkbox
          name="reducedData"
          label={t('accounts.reducedData')}
          hint={{ key: 'accounts.reducedDataHint' }}
          checked={me.reducedData}
        />
        <Checkbox
          name="byMail"
          label={t('accounts.byMail')}
          hint={{ key: 'accounts.byMailHint' }}
          checked={me.byMail}
        />
        <SubmitButton>{t('common.save')}</SubmitButton>
      </Form>
    </Section>
  );
}

function Operating() {
  const { t } = useVisit();
  return (
    <Section title={t('accounts.server')} id="server">
      <p>
        <SafeLink href="/operator/mails">{t('mail.outbox')}</SafeLink>
      </p>
    </Section>
  );
}

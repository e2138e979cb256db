import type { z } from 'zod';
import { PlainShell } from '../../coalitions/shell.tsx';
import { languages } from '../../system/i18n/languages.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, PostButton, SubmitButton } from '../../ui/button.tsx';
import { Card, Cards } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { Select, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { deviceOf } from '../device.ts';
import type { listPasskeys, listSessions, showMe } from '../queries.ts';
import { PasskeyAdd } from './passkey-button.tsx';
import { ZoneField } from './zone-field.tsx';

/** The form that was sent and refused; `of` says whose, where there are several of a kind. */
export interface Tried {
  form: 'name' | 'preferences' | 'sessions' | 'passkey';
  attempt: Attempt;
  of?: string;
}

interface Props {
  me: z.infer<typeof showMe.output>;
  sessions: z.infer<typeof listSessions.output>;
  passkeys: z.infer<typeof listPasskeys.output>;
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

function Devices({ sessions, here }: Props) {
  const { t } = useVisit();
  return (
    <Section title={t('accounts.devices')} id="devices" note={t('accounts.devicesNote')}>
      <Cards>
        {sessions.map((session) => (
          <Card key={session.id} title={useDevice(session.userAgent)}>
            <DefinitionList
              entries={[
                { term: t('accounts.signedInSince'), value: <Time at={session.since} /> },
                {
                  term: t('accounts.lastSeen'),
                  value: session.id === here ? t('accounts.thisDevice') : <Time at={session.seenAt} as="relative" />,
                },
              ]}
            />
            {session.id !== here && (
              <Actions>
                <PostButton action={`/account/sessions/${session.id}/end`} look="quiet">
                  {t('accounts.endSession')}
                </PostButton>
              </Actions>
            )}
          </Card>
        ))}
      </Cards>
      <Actions>
        <Form action="/account/sessions/end" class="inline-form" id="everywhere" plain>
          <SubmitButton look="danger">{t('accounts.endAllSessions')}</SubmitButton>
        </Form>
      </Actions>
    </Section>
  );
}

function useDevice(userAgent: string): string {
  const { t } = useVisit();
  const { browser, system } = deviceOf(userAgent);
  if (browser && system) return t('accounts.device', { browser, system });
  return browser ?? system ?? t('accounts.unknownDevice');
}

function Passkeys({ passkeys, tried }: Props) {
  const { t } = useVisit();
  return (
    <Section title={t('accounts.passkeys')} id="passkeys" note={t('accounts.passkeysNote')}>
      {passkeys.length === 0 && <p>{t('accounts.noPasskeys')}</p>}
      <Cards>
        {passkeys.map((passkey) => (
          <OnePasskey key={passkey.id} passkey={passkey} tried={tried} />
        ))}
      </Cards>
      <Actions>
        <PasskeyAdd />
      </Actions>
      <noscript>
        <p class="hint">{t('accounts.passkeyNeedsScript')}</p>
      </noscript>
    </Section>
  );
}

function OnePasskey({
  passkey: { id, name, createdAt },
  tried,
}: {
  passkey: Props['passkeys'][number];
  tried?: Tried;
}) {
  const { t } = useVisit();
  const attempt = tried?.form === 'passkey' && tried.of === id ? tried.attempt : undefined;
  return (
    <Card title={name || t('accounts.unnamedPasskey')}>
      <p class="hint">
        {t('accounts.madeOn')} <Time at={createdAt} as="date" />
      </p>
      <details open={attempt !== undefined}>
        <summary>{t('accounts.renamePasskey')}</summary>
        <Form action={`/account/passkeys/${id}/name`} id={`passkey-${id}`} attempt={attempt}>
          <TextField name="name" label={t('accounts.passkeyName')} value={name} maxlength={80} required />
          <SubmitButton>{t('common.save')}</SubmitButton>
        </Form>
      </details>
      <Actions>
        <PostButton action={`/account/passkeys/${id}/remove`} look="danger">
          {t('accounts.removePasskey')}
        </PostButton>
      </Actions>
    </Card>
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

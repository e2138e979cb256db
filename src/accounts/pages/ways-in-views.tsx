// The ways into one's account: devices that are signed in, and passkeys.
import { Actions, PostButton, SubmitButton } from '../../ui/button.tsx';
import { Card, Cards } from '../../ui/card.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { deviceOf } from '../device.ts';
import type { Props, Tried } from './account-views.tsx';
import { PasskeyAdd } from './passkey-button.tsx';

export function Devices({ sessions, here }: Props) {
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

export function Passkeys({ passkeys, tried }: Props) {
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

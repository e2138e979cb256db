import { PlainShell } from '../../coalitions/shell.tsx';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { linkMinutes } from '../auth.ts';
import type { PeekedLink } from '../link.ts';
import { PasskeySignIn } from './passkey-button.tsx';
import { ZoneField } from './zone-field.tsx';

interface Props {
  back: string;
  attempt?: Attempt;
}

/** The first page: an address, or a passkey. */
export function AskForLink({ back, attempt }: Props) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('accounts.signIn')} failed={attempt !== undefined}>
      <Page title={t('accounts.signIn')} lead={t('accounts.signInLead')}>
        <Form action="/sign-in" attempt={attempt}>
          <input type="hidden" name="back" value={back} />
          <TextField
            name="email"
            type="email"
            label={t('common.email')}
            hint={{ key: 'accounts.emailHint' }}
            autocomplete="email"
            maxlength={254}
            required
          />
          <SubmitButton>{t('accounts.sendLink')}</SubmitButton>
        </Form>
        <PasskeySignIn back={back} />
      </Page>
    </PlainShell>
  );
}

/** What everybody sees who asked for a link, whether or not the address has an account. */
export function LinkSent({ sendsMail }: { sendsMail: boolean }) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('accounts.sent')}>
      <Page title={t('accounts.sent')} lead={t('accounts.sentLead', { minutes: linkMinutes })}>
        {!sendsMail && (
          <Notice kind="warning" title={t('accounts.noMail')}>
            <p>{t('accounts.noMailWhy')}</p>
          </Notice>
        )}
        <div class="prose">
          <p>{t('accounts.sentNothing')}</p>
        </div>
        <div class="actions">
          <ButtonLink href="/sign-in" look="quiet">
            {t('accounts.askAgain')}
          </ButtonLink>
        </div>
      </Page>
    </PlainShell>
  );
}

/** Says whom the link signs in; at the first sign-in it asks for the name. */
export function ConfirmSignIn({ link, back, attempt }: Props & { link: PeekedLink }) {
  const { t, person } = useVisit();
  const isNew = link.name === undefined;
  const title = isNew ? t('accounts.welcome') : t('accounts.signInAs', { name: link.name! });
  const other = person && person.email !== link.email;
  return (
    <PlainShell title={title} failed={attempt !== undefined}>
      <Page title={title} lead={t('accounts.linkFor', { email: link.email })}>
        {other && (
          <Notice kind="warning">
            <p>{t('accounts.otherSignedIn', { name: person.name || person.email })}</p>
          </Notice>
        )}
        <Form action="/sign-in/link" attempt={attempt}>
          <input type="hidden" name="back" value={back} />
          {isNew && (
            <>
              <TextField
                name="name"
                label={t('accounts.yourName')}
                hint={{ key: 'accounts.yourNameHint' }}
                autocomplete="name"
                maxlength={120}
                required
              />
              <ZoneField value="UTC" guess />
            </>
          )}
          <Checkbox name="shared" label={t('accounts.shared')} hint={{ key: 'accounts.sharedHint' }} />
          <SubmitButton>{isNew ? t('accounts.createAndSignIn') : t('accounts.signIn')}</SubmitButton>
        </Form>
      </Page>
    </PlainShell>
  );
}

/** Used, expired or never there: the answer is the same. */
export function LinkIsGone({ back }: { back: string }) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('accounts.gone')}>
      <Page
        title={t('accounts.gone')}
        lead={t('accounts.goneLead', { minutes: linkMinutes })}
        actions={
          <ButtonLink href={back === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ back })}`}>
            {t('accounts.askAgain')}
          </ButtonLink>
        }
      />
    </PlainShell>
  );
}

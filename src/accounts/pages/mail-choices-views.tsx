// Which mails one gets from each coalition, on the account page.
import type { z } from 'zod';
import { mailKinds } from '../../system/mail/stopping.ts';
import { PostButton, SubmitButton } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/choices.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { listMailChoices } from '../mail-queries.ts';
import type { Tried } from './account-views.tsx';

interface Props {
  mails: z.infer<typeof listMailChoices.output>;
  byMail: boolean;
  tried?: Tried;
}

export function MailChoices({ mails, byMail, tried }: Props) {
  const { t } = useVisit();
  const attempt = tried?.form === 'mails' ? tried.attempt : undefined;
  return (
    <Section title={t('mails.title')} id="mails" note={t('mails.note')}>
      {mails.paused && (
        <Notice kind="warning" title={t('mails.pausedTitle')}>
          <p>
            {t('mails.pausedWhy', { problem: mails.paused.problem })} <Time at={mails.paused.since} />
          </p>
          <PostButton action="/account/mails/resume" look="primary">
            {t('mails.resume')}
          </PostButton>
        </Notice>
      )}
      {!byMail && <p>{t('mails.allOff')}</p>}
      {mails.coalitions.length === 0 && <p>{t('mails.noCoalition')}</p>}
      {mails.coalitions.map(({ id, name, kinds }) => (
        <Form
          key={id}
          action="/account/mails"
          id={`mails-${id}`}
          attempt={attempt?.values.coalition?.[0] === id ? attempt : undefined}
        >
          <input type="hidden" name="coalition" value={id} />
          <CheckboxGroup
            name="kinds"
            label={t('mails.from', { coalition: name })}
            values={kinds}
            options={mailKinds.map((kind) => ({
              value: kind,
              label: t('mails.kind', { kind }),
              hint: t('mails.kindHint', { kind }),
            }))}
          />
          <SubmitButton>{t('common.save')}</SubmitButton>
        </Form>
      ))}
    </Section>
  );
}

import { CoalitionShell, PlainShell } from '../../coalitions/shell.tsx';
import type { Representation } from '../../kernel/actor.ts';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Prose } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';

interface Props {
  place: Place;
  /** For whom the reader may say goodbye. */
  members: Pick<Representation, 'member' | 'memberName'>[];
  member?: string;
  attempt?: Attempt;
}

/** Leaving, with what it means said beforehand, and a reason. */
export function LeavePage({ place, members, member, attempt }: Props) {
  const { t } = useVisit();
  const { coalition } = place;
  const chosen = members.find((m) => m.member === member) ?? (members.length === 1 ? members[0] : undefined);
  const title = t('members.leaveTitle', { coalition: coalition.name });
  return (
    <CoalitionShell coalition={coalition} title={title} failed={attempt !== undefined}>
      <Page title={title} lead={t('members.leaveLead')}>
        {members.length === 0 ? (
          <Notice>
            <p>{t('members.decidersOnly')}</p>
          </Notice>
        ) : (
          <>
            <Prose>
              <h2>{t('members.leaveWhat')}</h2>
              <ul>
                <li>{t('members.leaveVoices')}</li>
                <li>{t('members.leaveVotes')}</li>
                <li>{t('members.leaveRecord')}</li>
                <li>{t('members.leaveReturn')}</li>
              </ul>
            </Prose>
            <Form action={memberPaths(coalition.slug).leave} attempt={attempt}>
              {chosen ? (
                <>
                  <p>
                    {t('members.leaveFor')} <strong dir="auto">{chosen.memberName}</strong>
                  </p>
                  <input type="hidden" name="member" value={chosen.member} />
                </>
              ) : (
                <RadioGroup
                  name="member"
                  label={t('members.leaveFor')}
                  options={members.map((m) => ({ value: m.member, label: m.memberName }))}
                  required
                />
              )}
              <TextArea
                name="reason"
                label={t('common.reason')}
                hint={t('members.leaveReasonHint')}
                rows={5}
                maxlength={2000}
                required
              />
              <Actions>
                <SubmitButton look="danger">{t('members.leaveButton')}</SubmitButton>
                <ButtonLink href={`/c/${coalition.slug}`} look="quiet">
                  {t('members.stay')}
                </ButtonLink>
              </Actions>
            </Form>
          </>
        )}
      </Page>
    </CoalitionShell>
  );
}

/** After leaving: thanks, and what stays. */
export function GoodbyePage() {
  const { t } = useVisit();
  return (
    <PlainShell title={t('members.goodbye')}>
      <Page
        title={t('members.goodbye')}
        lead={t('members.goodbyeLead')}
        actions={<ButtonLink href="/">{t('nav.coalitions')}</ButtonLink>}
      >
        <Prose>
          <p>{t('members.goodbyeRecord')}</p>
        </Prose>
      </Page>
    </PlainShell>
  );
}

import { HouseShell } from '../../coalitions/shell.tsx';
import { isInsider } from '../../kernel/actor.ts';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { Steps } from '../../ui/timeline.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Kind } from '../fields.ts';
import { memberPaths } from '../paths.ts';
import { authorityChoices, kindChoices } from '../words.ts';
import { AnswerFields, AsTyped } from './answers.tsx';
import { LimitFields } from './limits.tsx';

interface Props {
  place: Place;
  purpose: string;
  /** The answer to the first question; without it, it is asked. */
  as?: Kind;
  application: { name: string; status: string; since: Date; reason: string } | null;
  attempt?: Attempt;
}

/** Asking to join, in two steps: for whom, then the joining questions. */
export function JoinPage({ place, purpose, as, application, attempt }: Props) {
  const { t, person } = useVisit();
  const { coalition } = place;
  const paths = memberPaths(coalition.slug);
  const title = t('members.joinTitle', { coalition: coalition.name });
  return (
    <HouseShell place={place} title={title} failed={attempt !== undefined}>
      <Page title={title} lead={<span dir="auto">{purpose}</span>}>
        {isInsider(place.actor) && <BelongsAlready slug={coalition.slug} />}
        {application && <ApplicationNotice application={application} />}
        {application?.status === 'applied' ? null : !person ? (
          <SignInFirst back={paths.join} />
        ) : as === undefined ? (
          <ForWhom action={paths.join} />
        ) : (
          <>
            <JoinSteps current={1} />
            <Form action={paths.join} attempt={attempt}>
              <input type="hidden" name="as" value={as} />
              <AboutYou as={as} />
              <AnswerFields />
              <LimitFields attempt={attempt} />
              <p>{t('members.whoReads')}</p>
              <Actions>
                <SubmitButton>{t('members.joinButton')}</SubmitButton>
                <ButtonLink href={paths.join} look="quiet">
                  {t('common.back')}
                </ButtonLink>
              </Actions>
            </Form>
          </>
        )}
      </Page>
    </HouseShell>
  );
}

export function JoinSteps({ current }: { current: number }) {
  const { t } = useVisit();
  const steps = [t('members.stepForWhom'), t('members.stepQuestions'), t('members.stepAnswer')];
  return <Steps label={t('members.stepsLabel')} steps={steps} current={current} />;
}

/** What became of one's asking. */
function ApplicationNotice({ application }: { application: NonNullable<Props['application']> }) {
  const { t } = useVisit();
  if (application.status === 'applied') {
    return (
      <Notice kind="success" title={t('members.askedTitle')}>
        <p>{t('members.askedWhat', { name: application.name })}</p>
        <p class="hint">
          {t('members.askedOn')} <Time at={application.since} />
        </p>
      </Notice>
    );
  }
  return (
    <Notice title={t('members.declinedTitle')}>
      <AsTyped text={application.reason} />
      <p class="hint">
        <Time at={application.since} as="date" />
      </p>
      <p>{t('members.askAgain')}</p>
    </Notice>
  );
}

export function SignInFirst({ back }: { back: string }) {
  const { t } = useVisit();
  return (
    <>
      <p>{t('members.signInWhy')}</p>
      <Actions>
        <ButtonLink href={`/sign-in?back=${encodeURIComponent(back)}`}>{t('members.signInToGoOn')}</ButtonLink>
      </Actions>
    </>
  );
}

/** The first question: for an organization, or as oneself. */
export function ForWhom({ action }: { action: string }) {
  const { t } = useVisit();
  return (
    <>
      <JoinSteps current={0} />
      <Form action={action} method="get">
        <RadioGroup name="as" label={t('members.forWhom')} options={kindChoices(t)} required />
        <SubmitButton>{t('common.continue')}</SubmitButton>
      </Form>
    </>
  );
}

interface AboutYouProps {
  as: Kind;
  /** The organization that the invitation is for: then its name is not asked. */
  known?: string;
  name?: string;
  /** The most that the invitation lets somebody claim. */
  most?: string | null;
}

/** Who comes, and with what authority. */
export function AboutYou({ as, known, name, most }: AboutYouProps) {
  const { t, person } = useVisit();
  const offered = authorityChoices(t);
  const first = offered.findIndex((choice) => choice.value === most);
  return (
    <>
      <TextField
        name="yourName"
        label={t('members.yourName')}
        hint={t('members.yourNameHint')}
        value={name || person?.name}
        autocomplete="name"
        maxlength={120}
        required
      />
      {as === 'organization' && (
        <>
          {known === undefined && (
            <>
              <TextField
                name="organization"
                label={t('members.organization')}
                autocomplete="organization"
                maxlength={160}
                required
              />
              <TextField
                name="website"
                type="url"
                label={t('members.website')}
                hint={t('members.websiteHint')}
                maxlength={300}
              />
            </>
          )}
          <RadioGroup
            name="authority"
            label={t('members.yourAuthority', { name: known ?? t('members.yourOrganization') })}
            hint={t('members.yourAuthorityHint')}
            options={offered.slice(Math.max(first, 0))}
            required
          />
        </>
      )}
      {known === undefined && (
        <TextField name="place" label={t('members.place')} hint={t('members.placeHint')} maxlength={120} />
      )}
    </>
  );
}

/** For somebody who asks to join for one more member, a way to the members they have. */
function BelongsAlready({ slug }: { slug: string }) {
  const { t } = useVisit();
  return (
    <Notice>
      <p>
        {t('members.belongsAlready')} <SafeLink href={memberPaths(slug).list}>{t('members.title')}</SafeLink>
      </p>
    </Notice>
  );
}

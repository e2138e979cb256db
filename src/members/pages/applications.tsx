import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, DownloadLink, SubmitButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Select, TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { EmptyState, Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';
import type { Application } from '../queries-joining.ts';
import { AnswerList } from './answers.tsx';
import { MemberTabs } from './roster.tsx';

interface Props {
  place: Place;
  applications: Application[];
  /** What an applicant may turn out to be: those on the roster. */
  roster: { id: string; name: string; kind: string }[];
  attempt?: Attempt;
}

/** Who asks to join, with everything they said, and the two answers. */
export function ApplicationsPage({ place, applications, roster, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.applications')} failed={attempt !== undefined}>
      <Page title={t('members.applications')} lead={t('members.applicationsLead')}>
        <MemberTabs place={place} waiting={applications.length} />
        {applications.length === 0 ? (
          <EmptyState
            title={t('members.noApplicationsTitle')}
            action={<ButtonLink href={paths.invitations}>{t('members.inviteSomebody')}</ButtonLink>}
          >
            <p>{t('members.noApplicationsWhy')}</p>
          </EmptyState>
        ) : (
          <>
            {applications.map((application) => (
              <ApplicationCard
                key={application.member}
                application={application}
                slug={place.coalition.slug}
                roster={roster.filter((member) => member.kind === application.kind)}
                attempt={attempt?.values.member?.[0] === application.member ? attempt : undefined}
              />
            ))}
            <Actions>
              <DownloadLink href={paths.applicationsCsv}>{t('common.downloadCsv')}</DownloadLink>
            </Actions>
          </>
        )}
      </Page>
    </CoalitionShell>
  );
}

interface CardProps {
  application: Application;
  slug: string;
  roster: Props['roster'];
  attempt?: Attempt;
}

function ApplicationCard({ application, slug, roster, attempt }: CardProps) {
  const { t } = useVisit();
  return (
    <Card title={application.name} level={2} waits over={t('members.kind', { kind: application.kind })}>
      <p>
        {application.by.map((by) => (
          <span key={by.name}>
            <span dir="auto">{by.name}</span>
            {application.kind === 'organization' && `: ${t('members.authority', { authority: by.authority })}`}.{' '}
          </span>
        ))}
        {t('members.askedOn')} <Time at={application.since} />
      </p>
      <DefinitionList
        entries={[
          { term: t('members.place'), value: application.place || null },
          { term: t('members.website'), value: application.website ? <SafeLink href={application.website} /> : null },
        ]}
      />
      {application.answers && <AnswerList answers={application.answers} limits={application.limits} />}
      <Verdict application={application} slug={slug} roster={roster} attempt={attempt} />
    </Card>
  );
}

function Verdict({ application, slug, roster, attempt }: CardProps) {
  const { t } = useVisit();
  const paths = memberPaths(slug);
  const declining = attempt?.values.reason !== undefined;
  return (
    <>
      {application.same.length > 0 && (
        <Notice kind="warning" title={t('members.perhapsKnown')}>
          <p>
            {application.same.map(({ id, name }) => (
              <SafeLink key={id} href={memberPaths(slug, id).one}>
                {name}
              </SafeLink>
            ))}
          </p>
        </Notice>
      )}
      <Form action={paths.approve} id={`yes-${application.member}`} attempt={declining ? undefined : attempt}>
        <input type="hidden" name="member" value={application.member} />
        <Select
          name="sameAs"
          label={t('members.sameAs')}
          hint={t('members.sameAsHint')}
          value={application.same[0]?.id}
          empty={t('members.sameAsNobody')}
          options={roster.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <SubmitButton>{t('members.approve')}</SubmitButton>
      </Form>
      <details open={declining}>
        <summary>{t('members.decline')}</summary>
        <Form action={paths.decline} id={`no-${application.member}`} attempt={declining ? attempt : undefined}>
          <input type="hidden" name="member" value={application.member} />
          <TextArea
            name="reason"
            label={t('common.reason')}
            hint={t('members.declineHint')}
            rows={4}
            maxlength={2000}
            required
          />
          <SubmitButton look="danger">{t('members.declineButton')}</SubmitButton>
        </Form>
      </details>
    </>
  );
}

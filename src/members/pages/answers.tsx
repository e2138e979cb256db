import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, DownloadLink, SubmitButton } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { DefinitionList } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import { questions } from '../fields.ts';
import { memberPaths } from '../paths.ts';
import type { ShownMember } from '../queries.ts';
import type { GivenAnswers, PresentLimit } from '../shapes.ts';
import { LimitList } from './limits.tsx';
import { MemberTabs } from './roster.tsx';

/** The joining questions, each with a line that says why it is asked. */
export function AnswerFields({ of }: { of?: GivenAnswers }) {
  const { t } = useVisit();
  return (
    <>
      {questions.map((question) => (
        <TextArea
          key={question}
          name={`answers.${question}`}
          label={t('members.question', { question })}
          hint={t('members.questionWhy', { question })}
          value={of?.[question]}
          rows={4}
          maxlength={4000}
          required={question === 'whoWeAre' || question === 'whyWeAreHere'}
        />
      ))}
    </>
  );
}

/** What was answered, question by question; what was left open is left out. */
export function AnswerList({ answers, limits = [] }: { answers: GivenAnswers; limits?: PresentLimit[] }) {
  const { t } = useVisit();
  const given = questions.filter((question) => answers[question] !== '');
  return (
    <DefinitionList
      entries={[
        ...given.map((question) => ({
          term: t('members.question', { question }),
          value: <AsTyped text={answers[question]} />,
        })),
        limits.length > 0 && { term: t('members.limits'), value: <LimitList limits={limits} /> },
      ]}
    />
  );
}

interface Props {
  place: Place;
  member: ShownMember;
  attempt?: Attempt;
}

/** The joining questions, answered anew. */
export function AnswersPage({ place, member, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug, member.id);
  const title = t('members.answersOf', { name: member.name });
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={title}
        lead={t('members.answersLead')}
        crumbs={[
          { label: t('members.title'), href: paths.list },
          { label: member.name, href: paths.one },
        ]}
      >
        <Form action={paths.answers} attempt={attempt}>
          <AnswerFields of={member.answers?.answers} />
          <Actions>
            <SubmitButton>{t('common.save')}</SubmitButton>
            <ButtonLink href={paths.one} look="quiet">
              {t('common.cancel')}
            </ButtonLink>
          </Actions>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

interface SideBySide {
  member: string;
  name: string;
  at: Date;
  answers: GivenAnswers;
  limits: PresentLimit[];
}

/** Question by question, what each member answered: to be read together, and again after a year. */
export function SideBySidePage({ place, rows }: { place: Place; rows: SideBySide[] }) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.sideBySide')}>
      <Page title={t('members.sideBySide')} lead={t('members.sideBySideLead')}>
        <MemberTabs place={place} />
        {rows.length === 0 ? (
          <EmptyState
            title={t('members.noAnswersTitle')}
            action={<ButtonLink href={paths.invitations}>{t('members.inviteSomebody')}</ButtonLink>}
          >
            <p>{t('members.noAnswersWhy')}</p>
          </EmptyState>
        ) : (
          <>
            {questions.map((question) => (
              <Section key={question} title={t('members.question', { question })}>
                <DefinitionList
                  entries={rows
                    .filter((row) => row.answers[question] !== '')
                    .map((row) => ({ term: row.name, value: <AsTyped text={row.answers[question]} /> }))}
                />
              </Section>
            ))}
            <Section title={t('members.limits')}>
              <DefinitionList
                entries={rows
                  .filter((row) => row.limits.length > 0)
                  .map((row) => ({ term: row.name, value: <LimitList limits={row.limits} /> }))}
              />
            </Section>
            <Actions>
              <DownloadLink href={paths.sideBySideCsv}>{t('common.downloadCsv')}</DownloadLink>
            </Actions>
          </>
        )}
      </Page>
    </CoalitionShell>
  );
}

/** What somebody wrote, with their line breaks, in its own writing direction. */
export function AsTyped({ text }: { text: string }) {
  return (
    <span dir="auto" class="as-typed">
      {text}
    </span>
  );
}

import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { isMessageKey } from '../../system/i18n/translate.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { FileField, TextArea } from '../../ui/fields.tsx';
import { Figure, Figures } from '../../ui/figure.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Prose, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { type Said, useSay, useVisit } from '../../ui/visit.ts';
import type { PreviewStep } from '../commands-import.ts';
import { memberPaths } from '../paths.ts';

interface Props {
  place: Place;
  attempt?: Attempt;
}

/** Takes a list in: a file, or pasted text. */
export function ImportPage({ place, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.import')} failed={attempt !== undefined}>
      <Page
        title={t('members.import')}
        lead={t('members.importLead')}
        crumbs={[{ label: t('members.title'), href: paths.list }]}
      >
        <Form action={paths.importPreview} attempt={attempt} files plain>
          <FileField
            name="file"
            label={t('members.importFile')}
            hint={t('members.importFileHint')}
            accept=".csv,.json,.txt,text/csv,application/json"
          />
          <TextArea name="text" label={t('members.importText')} hint={t('members.importTextHint')} rows={8} />
          <SubmitButton>{t('members.importLook')}</SubmitButton>
        </Form>
        <Section title={t('members.importColumns')}>
          <Prose>
            <p>{t('members.importColumnsWhich')}</p>
            <p>
              <code dir="ltr">name, website, place, about, people, contact, email, phone, note, id</code>
            </p>
          </Prose>
        </Section>
      </Page>
    </CoalitionShell>
  );
}

interface PreviewProps {
  place: Place;
  text: string;
  preview: { seal: string; count: Record<PreviewStep['does'], number>; ignored: string[]; steps: PreviewStep[] };
  /** The roster changed between looking and importing. */
  changed?: boolean;
}

/** What the import would do, row by row, before it is done. */
export function PreviewPage({ place, text, preview, changed }: PreviewProps) {
  const { t, format, now } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  const { count, steps, ignored } = preview;
  const kinds = ['add', 'there', 'twice', 'wrong'] as const;
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.importPreview')} failed={count.wrong > 0}>
      <Page
        title={t('members.importPreview')}
        lead={t('members.importPreviewLead')}
        crumbs={[
          { label: t('members.title'), href: paths.list },
          { label: t('members.import'), href: paths.import },
        ]}
      >
        {changed && (
          <Notice kind="warning">
            <p>{t('members.rosterChanged')}</p>
          </Notice>
        )}
        {ignored.length > 0 && (
          <Notice>
            <p>{t('members.importIgnored', { columns: format.list(ignored.slice(0, 20)) })}</p>
          </Notice>
        )}
        <Figures>
          {kinds.map((does) => (
            <Figure
              key={does}
              name={t('members.importDoes', { does })}
              value={format.number(count[does])}
              at={now}
              source={t('members.importSource')}
            />
          ))}
        </Figures>
        {count.wrong > 0 ? (
          <>
            <Notice kind="error" title={t('members.importHasWrong', { count: count.wrong })}>
              <p>{t('members.importCorrect')}</p>
            </Notice>
            <Form action={paths.importPreview} id="again" plain>
              <TextArea name="text" label={t('members.importText')} value={text} rows={12} required />
              <SubmitButton>{t('members.importLookAgain')}</SubmitButton>
            </Form>
          </>
        ) : (
          <Form action={paths.import}>
            <textarea name="text" hidden readonly>
              {text}
            </textarea>
            <input type="hidden" name="seal" value={preview.seal} />
            <Actions>
              {count.add > 0 && <SubmitButton>{t('members.importNow', { count: count.add })}</SubmitButton>}
              <ButtonLink href={count.add > 0 ? paths.import : paths.list} look="quiet">
                {t(count.add > 0 ? 'common.back' : 'members.importNothing')}
              </ButtonLink>
            </Actions>
          </Form>
        )}
        {(['wrong', 'twice', 'there', 'add'] as const).map((does) => (
          <StepSection
            key={does}
            does={does}
            steps={steps.filter((step) => step.does === does)}
            slug={place.coalition.slug}
          />
        ))}
      </Page>
    </CoalitionShell>
  );
}

const mostShown = 250;

function StepSection({ does, steps, slug }: { does: PreviewStep['does']; steps: PreviewStep[]; slug: string }) {
  const { t } = useVisit();
  if (steps.length === 0) return null;
  return (
    <Section title={t('members.importDoes', { does })} note={t('members.importRows', { count: steps.length })}>
      <Table
        caption={t('members.importDoes', { does })}
        captionHidden
        rows={steps.slice(0, mostShown)}
        rowKey={(step) => String(step.row)}
        columns={[
          { key: 'row', label: t('members.row'), number: true, cell: (step) => step.row },
          { key: 'name', label: t('common.name'), heading: true, cell: (step) => <span dir="auto">{step.name}</span> },
          ...(does === 'add'
            ? []
            : [
                {
                  key: 'why',
                  label: t('members.importWhy'),
                  cell: (step: PreviewStep) => <Why step={step} slug={slug} />,
                },
              ]),
        ]}
      />
      {steps.length > mostShown && <p>{t('members.importMore', { count: steps.length - mostShown })}</p>}
    </Section>
  );
}

function Why({ step, slug }: { step: PreviewStep; slug: string }) {
  const { t } = useVisit();
  const say = useSay();
  if (step.does === 'twice') return <>{t('members.importTwice', { row: String(step.earlier) })}</>;
  if (step.does === 'there') {
    return (
      <>
        {t('members.importKnownBy', { by: step.by! })}{' '}
        <SafeLink href={memberPaths(slug, step.member!).one}>
          <span dir="auto">{step.memberName}</span>
        </SafeLink>
      </>
    );
  }
  return (
    <ul>
      {step.problems.map((problem) => (
        <li key={problem.field + problem.key}>
          {problem.field !== 'text' && <code dir="ltr">{problem.field}</code>}{' '}
          {isMessageKey(problem.key) ? say(problem as Said) : problem.key}
        </li>
      ))}
    </ul>
  );
}

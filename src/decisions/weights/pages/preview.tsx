import type { z } from 'zod';
import { CoalitionShell } from '../../../coalitions/shell.tsx';
import type { Problem } from '../../../kernel/errors.ts';
import type { Place } from '../../../kernel/place.ts';
import type { Values } from '../../../system/web/formdata.ts';
import { SubmitButton } from '../../../ui/button.tsx';
import { Form } from '../../../ui/form.tsx';
import { SafeLink } from '../../../ui/link.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Table } from '../../../ui/table.tsx';
import { useVisit } from '../../../ui/visit.ts';
import { decisionPaths } from '../../paths.ts';
import type { Decision } from '../../shapes.ts';
import { approximate } from '../../tally/exact.ts';
import type { previewRoll } from '../queries.ts';
import { weightColumns } from './columns.tsx';
import { WeightFields } from './fields.tsx';

export type Preview = z.infer<(typeof previewRoll)['output']>;

interface Props {
  place: Place;
  values: Values;
  preview?: Preview;
  problems?: Problem[];
}

/** Try how votes could be weighed, before anybody decides by it. */
export function PreviewPage({ place, values, preview, problems = [] }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug);
  const given = Object.fromEntries(Object.entries(values).map(([name, [text = '']]) => [name, text]));
  const weights = { by: given['weights.by'] ?? 'equal', perConstituency: given['weights.perConstituency'] === 'on' };
  const voters = given.voters === 'persons' ? 'persons' : 'members';
  return (
    <CoalitionShell coalition={place.coalition} title={t('rules.previewTitle')} failed={problems.length > 0}>
      <Page
        title={t('rules.previewTitle')}
        lead={t('rules.previewLead')}
        crumbs={[{ label: t('decisions.title'), href: paths.list }]}
      >
        <Form
          action={`${paths.weights}#weights`}
          method="get"
          id="try"
          attempt={problems.length > 0 ? { values, problems } : undefined}
        >
          <WeightFields given={{ 'weights.by': 'people', ...given }} />
          <SubmitButton>{t('rules.previewShow')}</SubmitButton>
        </Form>
        {preview && (
          <Section title={t('rules.weightsTitle')} id="weights">
            <PreviewTable preview={preview} voters={voters} weights={weights} />
          </Section>
        )}
        <p>
          <SafeLink href={paths.facts}>{t('rules.factsTitle')}</SafeLink>
        </p>
      </Page>
    </CoalitionShell>
  );
}

/** Who would have which weight; or whose number is missing. */
export function PreviewTable({ preview, ...rule }: { preview: Preview } & Pick<Decision, 'voters' | 'weights'>) {
  const { t, format } = useVisit();
  const { voters, total, capReachable, lacking } = preview;
  if (lacking) {
    const members = format.list(lacking.names);
    return <Notice kind="warning">{t('rules.lacking', { ...lacking, members, count: lacking.names.length })}</Notice>;
  }
  if (voters.length === 0) return <Notice>{t('rules.previewNobody')}</Notice>;
  return (
    <>
      <p>{t('rules.previewTotal', { total: approximate(total), count: voters.length })}</p>
      {!capReachable && <Notice kind="warning">{t('rules.previewCapMissed')}</Notice>}
      <Table
        caption={t('rules.previewTitle')}
        captionHidden
        rows={voters}
        rowKey={(row) => row.member ?? row.person ?? row.name}
        columns={[
          { key: 'voter', label: t('rules.voter'), heading: true, cell: (row) => <bdi>{row.name}</bdi> },
          ...weightColumns(rule, t, format),
        ]}
      />
    </>
  );
}

// The readable pages of the API: what can be called, each call by itself, and what can go wrong.
import type { ComponentChildren, FunctionComponent } from 'preact';
import { notFound, Refused } from '../../kernel/errors.ts';
import { SafeLink } from '../../ui/link.tsx';
import { Page, Prose, Section } from '../../ui/page.tsx';
import { DefinitionList, Table } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Routes } from '../web/server.ts';
import { scopesFor } from './bearer.ts';
import { type ApiParts, type Call, capabilityOf } from './call.ts';
import { type FieldLine, fieldLines } from './fields.ts';
import { type CallDescription, describeCall } from './openapi.ts';
import { type ProblemKind, problemKinds } from './problem.ts';

interface Parts extends Pick<ApiParts, 'commands' | 'queries'> {
  /** The frame of a page that belongs to no coalition. */
  Shell: FunctionComponent<{ title: string; children: ComponentChildren }>;
}

export const referencePages =
  ({ commands, queries, Shell }: Parts) =>
  (routes: Routes): void => {
    const calls = [...commands, ...queries].sort((a, b) => (a.name < b.name ? -1 : 1));
    routes.get('/api', (page) =>
      page.show(
        <Shell title={page.visit.t('api.reference')}>
          <Overview calls={calls} publicUrl={page.app.publicUrl} />
        </Shell>,
      ),
    );
    routes.get('/api/calls/:name', (page) => {
      const call = calls.find(({ name }) => name === page.param('name'));
      if (!call) throw new Refused(notFound());
      return page.show(
        <Shell title={call.name}>
          <OneCall call={call} publicUrl={page.app.publicUrl} />
        </Shell>,
      );
    });
    routes.get('/problems', (page) =>
      page.show(
        <Shell title={page.visit.t('api.problems')}>
          <Problems />
        </Shell>,
      ),
    );
    // The addresses that problem details carry as their type.
    routes.get('/problems/:kind', (page) => page.redirect(`/problems#${page.param('kind')}`));
  };

function Overview({ calls, publicUrl }: { calls: Call[]; publicUrl: string }) {
  const { t } = useVisit();
  return (
    <Page title={t('api.reference')} lead={t('api.referenceLead')}>
      <Section title={t('api.howTo')} id="how">
        <Prose>
          <p>
            {t('api.howToToken')} <code dir="ltr">Authorization: Bearer gbt_…</code>{' '}
            <SafeLink href="/account/tokens">{t('api.makeToken')}</SafeLink>
          </p>
          <p>{t('api.howToCommand')}</p>
          <p>{t('api.howToCoalition')}</p>
          <p>{t('api.howToPages')}</p>
          <p>
            {t('api.howToErrors')} <SafeLink href="/problems">{t('api.howToErrorsLink')}</SafeLink>
          </p>
          <p>
            <a href="/api/openapi.json" data-turbo="false">
              {t('api.document')}
            </a>{' '}
            <code dir="ltr">{publicUrl}/api/openapi.json</code>
          </p>
        </Prose>
      </Section>
      {[...new Set(calls.map(capabilityOf))].map((capability) => (
        <Section key={capability} title={capability} id={capability}>
          <DefinitionList
            entries={calls
              .filter((call) => capabilityOf(call) === capability)
              .map((call) => ({ term: call.name, value: <Summary call={call} /> }))}
          />
        </Section>
      ))}
    </Page>
  );
}

/** The code says it in English, whatever the page's language. */
function Summary({ call }: { call: Call }) {
  return (
    <SafeLink href={`/api/calls/${call.name}`}>
      <bdi lang="en">{call.summary}</bdi>
    </SafeLink>
  );
}

function OneCall({ call, publicUrl }: { call: Call; publicUrl: string }) {
  const { t } = useVisit();
  const described = describeCall(call);
  return (
    <Page
      title={<bdi>{call.name}</bdi>}
      crumbs={[{ label: t('api.reference'), href: '/api' }]}
      lead={<bdi lang="en">{call.summary}</bdi>}
    >
      <Section title={t('api.call')} id="call">
        <DefinitionList
          entries={[
            { term: t('api.whoMay'), value: t(whoMay(call)) },
            { term: t('api.scopeNeeded'), value: <code dir="ltr">{scopesFor(call).join(' / ')}</code> },
          ]}
        />
        <h3>{t('api.example')}</h3>
        <pre dir="ltr" tabindex={0}>
          <code>{curl(described, publicUrl)}</code>
        </pre>
      </Section>
      <Section title={t('api.sends')} id="input">
        <Fields caption={t('api.sends')} lines={fieldLines(described.input)} />
      </Section>
      <Section title={t('api.answers')} id="output">
        <Fields caption={t('api.answers')} lines={fieldLines(described.output)} />
      </Section>
    </Page>
  );
}

function whoMay({ scope, reach }: Call) {
  if (reach === 'anyone') return 'api.anyone';
  return ({ coalition: 'api.insiders', person: 'api.person', server: 'api.operator' } as const)[scope];
}

function Fields({ caption, lines }: { caption: string; lines: FieldLine[] }) {
  const { t } = useVisit();
  if (lines.length === 0) return <p>{t('api.nothing')}</p>;
  const limits = ({ needed, least, most, usually }: FieldLine) =>
    [
      needed && t('api.needed'),
      least !== undefined && t('api.least', { least: `${least}` }),
      most !== undefined && t('api.most', { most: `${most}` }),
      usually !== undefined && t('api.usually', { value: usually }),
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <Table
      caption={caption}
      captionHidden
      rows={lines}
      columns={[
        { key: 'path', label: t('api.field'), heading: true, cell: ({ path }) => <code dir="ltr">{path}</code> },
        { key: 'kind', label: t('api.kind'), cell: ({ kind }) => <code dir="ltr">{kind}</code> },
        {
          key: 'about',
          label: t('api.meaning'),
          cell: (line) => (
            <>
              {line.about && <bdi lang="en">{line.about}</bdi>} {limits(line)}
            </>
          ),
        },
      ]}
    />
  );
}

function curl({ method, path, sample }: CallDescription, publicUrl: string): string {
  const token = "-H 'Authorization: Bearer gbt_…'";
  if (method === 'get') {
    const query = new URLSearchParams(Object.entries(sample).map(([name, value]) => [name, `${value}`])).toString();
    return `curl '${publicUrl}${path}${query && `?${query}`}' \\\n  ${token}`;
  }
  const json = JSON.stringify(sample).replaceAll("'", "'\\''");
  return `curl ${publicUrl}${path} \\\n  ${token} \\\n  -H 'Content-Type: application/json' \\\n  -d '${json}'`;
}

function Problems() {
  const { t } = useVisit();
  const kinds = Object.entries(problemKinds) as [ProblemKind, (typeof problemKinds)[ProblemKind]][];
  return (
    <Page title={t('api.problems')} crumbs={[{ label: t('api.reference'), href: '/api' }]} lead={t('api.problemsLead')}>
      {kinds.map(([kind, { status, title, about }]) => (
        <Section key={kind} id={kind} title={t(title)} note={`${t('api.status')} ${status}`}>
          <p>{t(about)}</p>
        </Section>
      ))}
    </Page>
  );
}

import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, DownloadLink, SubmitButton } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { EmptyState } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { memberPaths } from '../paths.ts';
import { mayKeepRoster } from '../policy.ts';
import { MemberTabs, MostAffected } from './roster.tsx';

interface Constituency {
  id: string;
  name: string;
  mostAffected: boolean;
  members: number;
}

interface Props {
  place: Place;
  constituencies: Constituency[];
  attempt?: Attempt;
}

/** The groups that members answer to, and which of them the issue hits hardest. */
export function ConstituenciesPage({ place, constituencies, attempt }: Props) {
  const { t } = useVisit();
  const paths = memberPaths(place.coalition.slug);
  const keeps = mayKeepRoster(place.actor) === true;
  const of = attempt?.values.constituency?.[0];
  return (
    <CoalitionShell coalition={place.coalition} title={t('members.constituencies')} failed={attempt !== undefined}>
      <Page title={t('members.constituencies')} lead={t('members.constituenciesLead')}>
        <MemberTabs place={place} />
        {constituencies.length === 0 && (
          <EmptyState title={t('members.noConstituenciesTitle')}>
            <p>{t('members.noConstituenciesWhy')}</p>
          </EmptyState>
        )}
        {constituencies.map((one) => (
          <Section key={one.id} title={one.name} note={t('common.members', { count: one.members })}>
            <p>
              <SafeLink href={`${paths.list}?constituency=${one.id}`}>{t('members.whoAnswers')}</SafeLink>
              {one.mostAffected && <MostAffected />}
            </p>
            {keeps && (
              <details open={of === one.id}>
                <summary>{t('common.edit')}</summary>
                <ConstituencyForm
                  action={paths.constituencies}
                  one={one}
                  attempt={of === one.id ? attempt : undefined}
                />
              </details>
            )}
          </Section>
        ))}
        {constituencies.length > 0 && (
          <Actions>
            <DownloadLink href={paths.constituenciesCsv}>{t('common.downloadCsv')}</DownloadLink>
          </Actions>
        )}
        {keeps && (
          <Section title={t('members.addConstituency')}>
            <ConstituencyForm action={paths.constituencies} attempt={of ? undefined : attempt} />
          </Section>
        )}
      </Page>
    </CoalitionShell>
  );
}

function ConstituencyForm({ action, one, attempt }: { action: string; one?: Constituency; attempt?: Attempt }) {
  const { t } = useVisit();
  return (
    <Form action={action} id={`constituency-${one?.id ?? 'new'}`} attempt={attempt}>
      {one && <input type="hidden" name="constituency" value={one.id} />}
      <TextField name="name" label={t('common.name')} value={one?.name} maxlength={80} required />
      <Checkbox
        name="mostAffected"
        label={t('members.isMostAffected')}
        hint={t('members.isMostAffectedHint')}
        checked={one?.mostAffected}
      />
      <SubmitButton look={one ? 'quiet' : 'primary'}>
        {t(one ? 'common.save' : 'members.addConstituencyButton')}
      </SubmitButton>
    </Form>
  );
}

import type { z } from 'zod';
import { CoalitionShell } from '../../coalitions/shell.tsx';
import { approximate } from '../../decisions/tally/exact.ts';
import type { Problem } from '../../kernel/errors.ts';
import type { Place } from '../../kernel/place.ts';
import type { Values } from '../../system/web/formdata.ts';
import { Actions, DownloadLink } from '../../ui/button.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { useVisit } from '../../ui/visit.ts';
import { powerPaths } from '../paths.ts';
import type { ShownPower, whatIf } from '../queries.ts';
import { marks } from '../table.ts';
import { PowerPicture } from './picture.tsx';
import { RuleForm } from './rule-form.tsx';

type Found = z.infer<(typeof whatIf)['output']>;
interface Props {
  place: Place;
  values: Values;
  found?: Found;
  problems?: Problem[];
}

/** Choose a rule, and see what each member's voice would weigh under it. */
export function PowerPage({ place, values, found, problems = [] }: Props) {
  const { t } = useVisit();
  const paths = powerPaths(place.coalition.slug);
  return (
    <CoalitionShell coalition={place.coalition} title={t('power.title')} failed={problems.length > 0}>
      <Page title={t('power.title')} lead={t('power.lead')}>
        <Section title={t('power.ruleTitle')} note={t('power.ruleNote')}>
          <RuleForm action={`${paths.page}#answer`} values={values} problems={problems} />
        </Section>
        {found && <Answer found={found} csv={`${paths.csv}?${addressOf(values)}`} />}
        <Section title={t('power.meaningTitle')}>
          <p>{t('power.meaningWeight')}</p>
          <p>{t('power.meaningBanzhaf')}</p>
          <p>{t('power.meaningShapley')}</p>
          <p>{t('power.meaningLimits')}</p>
        </Section>
      </Page>
    </CoalitionShell>
  );
}

const addressOf = (values: Values) =>
  new URLSearchParams(Object.entries(values).flatMap(([name, texts]) => texts.map((text) => [name, text])));

function Answer({ found, csv }: { found: Found; csv: string }) {
  const { t, format } = useVisit();
  const { members, requirements } = found;
  return (
    <Section title={t('power.answerTitle')} id="answer">
      <p>{t('power.carriesIf', { count: requirements.length })}</p>
      <ul>
        {requirements.map((requirement) => (
          <li key={`${requirement.of} ${requirement.constituency}`}>
            <Needed of={requirement} />
          </li>
        ))}
      </ul>
      <Remarks found={found} />
      <PowerPicture members={members} />
      <PowerTable members={members} />
      <ul>
        <li>{t('power.leastWinning', { count: found.leastWinning, of: members.length })}</li>
        <li>{t('power.leastBlocking', { count: found.leastBlocking, of: members.length })}</li>
        <li>{t('power.acts', { share: format.percent(approximate(found.acts)) })}</li>
        <li>{t('power.ifEqual', { count: members.length, share: format.percent(1 / members.length) })}</li>
        {found.notSaid > 0 && <li>{t('power.notSaid', { count: found.notSaid })}</li>}
      </ul>
      <Actions>
        <DownloadLink href={csv}>{t('common.downloadCsv')}</DownloadLink>
      </Actions>
    </Section>
  );
}

function Needed({ of: { of, constituency, reach, quota, total } }: { of: Found['requirements'][number] }) {
  const { t } = useVisit();
  const told = { of, reach, quota: approximate(quota), total: approximate(total) };
  if (constituency === null) return <>{t('power.needed', told)}</>;
  return <>{t('power.neededIn', { ...told, constituency })}</>;
}

/** What stands out, in sentences: who has no power, who a veto, whose power is far from its weight. */
function Remarks({ found: { members } }: { found: Found }) {
  const { t, format, dir } = useVisit();
  // In a sentence that runs the other way each name keeps to itself.
  const isolated = (name: string) => (dir === 'rtl' ? `\u2068${name}\u2069` : name);
  const names = (fits: (member: ShownPower) => boolean) => members.filter(fits).map(({ name }) => isolated(name));
  const dictator = names(({ veto, winsAlone }) => veto && winsAlone);
  if (dictator.length > 0)
    return (
      <p>
        <strong>{t('power.remarkDictator', { member: dictator[0]! })}</strong>
      </p>
    );
  const said = [
    ['power.remarkNoPower', names(({ noPower }) => noPower)],
    ['power.remarkVeto', names(({ veto }) => veto)],
    ['power.remarkAlone', names(({ winsAlone }) => winsAlone)],
  ] as const;
  return (
    <>
      {said
        .filter(([, who]) => who.length > 0 && who.length < members.length)
        .map(([key, who]) => (
          <p key={key}>
            <strong>{t(key, { members: format.list(who), count: who.length })}</strong>
          </p>
        ))}
      {members.every(({ veto }) => veto) && (
        <p>
          <strong>{t('power.remarkAllVeto')}</strong>
        </p>
      )}
    </>
  );
}

function PowerTable({ members }: { members: ShownPower[] }) {
  const { t, format } = useVisit();
  const share = (exact: string) => <span title={exact}>{format.percent(approximate(exact))}</span>;
  return (
    <Table
      caption={t('power.tableCaption')}
      rows={members}
      rowKey={({ member }) => member}
      columns={[
        {
          key: 'name',
          label: t('power.member'),
          heading: true,
          cell: (row) => (
            <>
              <span dir="auto">{row.name}</span>
              <span class="hint"> {wordsFor(row, t)}</span>
            </>
          ),
        },
        {
          key: 'people',
          label: t('power.people'),
          number: true,
          cell: (row) => (row.people === null ? '' : format.number(row.people)),
        },
        { key: 'peopleShare', label: t('power.peopleShare'), number: true, cell: (row) => share(row.peopleShare) },
        { key: 'weight', label: t('power.votes'), number: true, cell: (row) => format.number(approximate(row.weight)) },
        { key: 'weightShare', label: t('power.votesShare'), number: true, cell: (row) => share(row.weightShare) },
        { key: 'banzhaf', label: t('power.banzhaf'), number: true, cell: (row) => share(row.banzhaf) },
        { key: 'shapley', label: t('power.shapley'), number: true, cell: (row) => share(row.shapley) },
      ]}
    />
  );
}

function wordsFor(row: ShownPower, t: ReturnType<typeof useVisit>['t']): string {
  const marked = marks({ dummy: row.noPower, veto: row.veto, winsAlone: row.winsAlone }, t);
  return [marked, row.mostAffected && t('power.mostAffected')].filter(Boolean).join(' · ');
}

import type { Values } from '../../../system/web/formdata.ts';
import { Select } from '../../../ui/fields.tsx';
import { useVisit } from '../../../ui/visit.ts';

export interface Constituency {
  id: string;
  name: string;
  mostAffected: boolean;
  members: number;
}

const shares = { '1/2': 'half', '2/3': 'twoThirds', '3/4': 'threeQuarters', '1': 'all' } as const;

/** Who must agree besides: a choice for each constituency, the most affected first; then the double majority. */
export function ConcurrenceFields({
  constituencies,
  given = {},
}: {
  constituencies: Constituency[];
  given?: Record<string, string>;
}) {
  const { t } = useVisit();
  const inOrder = constituencies
    .filter(({ members }) => members > 0)
    .sort((a, b) => Number(b.mostAffected) - Number(a.mostAffected));
  const options = Object.entries(shares).map(([value, share]) => ({
    value,
    label: t('rules.concurrenceShare', { share }),
  }));
  const empty = t('rules.concurrenceNo');
  return (
    <details open={Object.keys(given).length > 0}>
      <summary>{t('rules.concurrenceTitle')}</summary>
      <p class="hint">
        {t('rules.concurrenceHint')} {t('rules.concurrenceOptions')}
      </p>
      {inOrder.map(({ id, name, mostAffected }) => (
        <Select
          key={id}
          name={`concurrence.by.${id}`}
          label={t(mostAffected ? 'rules.concurrenceMost' : 'rules.concurrenceOf', { name })}
          value={given[`concurrence.by.${id}`]}
          options={options}
          empty={empty}
        />
      ))}
      <p class="hint">{t('rules.doubleHint')}</p>
      <Select
        name="concurrence.members"
        label={t('rules.doubleMembers')}
        value={given['concurrence.members']}
        options={options}
        empty={empty}
      />
      <Select
        name="concurrence.people"
        label={t('rules.doublePeople')}
        value={given['concurrence.people']}
        options={options}
        empty={empty}
      />
    </details>
  );
}

const prefix = 'concurrence.by.';

/** The constituencies that were given a share, in the order of the form. */
const chosen = (values: Values): [id: string, threshold: string][] =>
  Object.entries(values).flatMap(([name, [threshold = '']]) =>
    name.startsWith(prefix) && threshold !== '' ? [[name.slice(prefix.length), threshold]] : [],
  );

/** One choice for each constituency on the page; the command wants those that must agree, one by one. */
export function prepareConcurrence(values: Values): Values {
  const rest = Object.entries(values).filter(([name]) => !name.startsWith(prefix));
  const groups = chosen(values).flatMap(([id, threshold], at): [string, string[]][] => [
    [`concurrence.groups.${at}.id`, [id]],
    [`concurrence.groups.${at}.threshold`, [threshold]],
  ]);
  return Object.fromEntries([...rest, ...groups]);
}

/** What is wrong with the second of those is said where it was chosen; with all of them, at the first. */
export function atConcurrence(field: string, values: Values): string {
  if (!field.startsWith('concurrence.groups')) return field;
  const at = Number(/^concurrence\.groups\.(\d+)/.exec(field)?.[1] ?? 0);
  const [id] = chosen(values)[at] ?? [];
  return id === undefined ? 'concurrence.members' : `${prefix}${id}`;
}

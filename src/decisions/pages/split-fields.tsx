// Dividing the weight: a share beside each answer. Filled in, the shares are the ballot; left empty, the choice above is.
import type { Values } from '../../system/web/formdata.ts';
import { TextField } from '../../ui/fields.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision, RollEntry } from '../shapes.ts';
import { findMethod } from '../tally/methods.ts';

const prefix = 'share.';

/** The form's names of the shares that were filled in, in the order of the parts of the split. */
export const sharesIn = (values: Values): string[] =>
  Object.keys(values).filter((name) => name.startsWith(prefix) && (values[name]?.[0] ?? '').trim() !== '');

/** From one share for each answer to the split that the command wants. */
export function prepareShares(values: Values): Values {
  const filled = sharesIn(values);
  if (filled.length === 0) return values;
  const rest = Object.entries(values).filter(([name]) => !/^(choice|rank|share)\./.test(name));
  const parts = filled.flatMap((name, part): [string, string[]][] => {
    const [, path = '', said = ''] = /^share\.([^:]+):(.+)$/.exec(name) ?? [];
    return [
      [`choice.split.${part}.share`, values[name]!],
      [`choice.split.${part}.choice.${path}`, [said]],
    ];
  });
  return Object.fromEntries([...rest, ...parts]);
}

/** The field of a problem with a split: the share that it is about, or the first. */
export function shareField(field: string, values: Values): string | undefined {
  if (!field.startsWith('choice.split')) return undefined;
  const filled = sharesIn(values);
  return filled[Number(/^choice\.split\.(\d+)/.exec(field)?.[1] ?? 0)];
}

/** The answers that a weight is divided over: yes, no, abstaining, or each option alone. */
function answersOf({ method, options }: Decision, t: ReturnType<typeof useVisit>['t']) {
  const shape = findMethod(method)?.shape;
  const answer = (value: 'yes' | 'no' | 'abstain') => ({
    name: `${prefix}answer:${value}`,
    label: t('decisions.answer', { answer: value }),
  });
  if (shape === 'yes-no-abstain') return [answer('yes'), answer('no'), answer('abstain')];
  const paths: Record<string, string> = { ranking: 'ranking.0', approval: 'approved' };
  const path = paths[shape ?? ''];
  if (path === undefined) return [];
  return [...options.map(({ id, name }) => ({ name: `${prefix}${path}:${id}`, label: name })), answer('abstain')];
}

export function SplitFields({ decision, entry, open }: { decision: Decision; entry: RollEntry; open: boolean }) {
  const { t } = useVisit();
  const answers = decision.splitAllowed ? answersOf(decision, t) : [];
  if (answers.length === 0) return null;
  return (
    <details open={open}>
      <summary>{t('decisions.splitTitle')}</summary>
      <fieldset class="group field">
        <legend>{t('decisions.splitLegend', { member: entry.memberName })}</legend>
        <p class="hint">{t('decisions.splitHint', { weight: entry.weight })}</p>
        {answers.map(({ name, label }) => (
          <TextField key={name} name={name} label={label} inputmode="numeric" size="short" required />
        ))}
      </fieldset>
    </details>
  );
}

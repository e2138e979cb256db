// The forms of a mandate: asking one's own people, counting hands, recording what was decided.

import { languages } from '../../system/i18n/languages.ts';
import type { Values } from '../../system/web/formdata.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choices.tsx';
import { DateTimeField, NumberField, Select, TextArea, TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { useVisit } from '../../ui/visit.ts';
import { kinds, ways } from '../mandates/conclude.ts';
import type { Decision } from '../shapes.ts';
import { findMethod } from '../tally/methods.ts';
import { atFirstField, prepareBallot } from './ballot.tsx';
import { ChoiceFields } from './choice-fields.tsx';

interface FormProps {
  decision: Decision;
  member: string;
  action: string;
  attempt?: Attempt;
}

/** "Noor Castellanos, noor@example.org", one to a line; a line without an address gets a code. */
export function preparePeople({ peopleLines, ...values }: Values): Values {
  const lines = (peopleLines?.[0] ?? '').split('\n').map((line) => line.trim());
  const people = lines.filter(Boolean).flatMap((line, index): [string, string[]][] => {
    const email = /[^\s<>,;،]+@[^\s<>,;،]+/.exec(line)?.[0] ?? '';
    const name = line
      .replace(email, '')
      .replace(/[<>,;،\s]+$/, '')
      .trim();
    return [
      [`people.${index}.name`, [name || email]],
      [`people.${index}.email`, [email]],
    ];
  });
  return { ...values, ...Object.fromEntries(people) };
}

/** What is wrong with one of the lines is said where the lines were typed. */
const atLines = ({ values, problems }: Attempt): Attempt => ({
  values,
  problems: problems.map((p) => (p.field.startsWith('people') ? { ...p, field: 'peopleLines' } : p)),
});

export function AskForm({ decision, member, action, attempt }: FormProps) {
  const { t, lang } = useVisit();
  return (
    <Form action={action} id="ask" attempt={attempt && atLines(attempt)}>
      <input type="hidden" name="form" value="ask" />
      <input type="hidden" name="member" value={member} />
      <TextArea name="peopleLines" label={t('mandates.people')} hint={t('mandates.peopleHint')} rows={5} />
      <RadioGroup
        name="way"
        label={t('mandates.wayLabel')}
        value="majority"
        required
        options={ways
          .filter((way) => way !== 'divided' || decision.splitAllowed)
          .map((way) => ({
            value: way,
            label: t('mandates.way', { way }),
            hint: t('mandates.wayHint', { way }),
          }))}
      />
      <DateTimeField name="closesAt" label={t('mandates.deadline')} hint={t('mandates.deadlineHint')} required />
      <TextArea name="note" label={t('mandates.askWords')} hint={t('mandates.askWordsHint')} rows={3} />
      <Checkbox name="secret" label={t('mandates.secret')} hint={t('mandates.secretHint')} required />
      <Select
        name="language"
        label={t('mandates.language')}
        value={lang}
        options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        required
      />
      <SubmitButton>{t('mandates.askButton')}</SubmitButton>
    </Form>
  );
}

export function GiveForm({ decision, member, action, attempt }: FormProps) {
  const { t } = useVisit();
  const mine = attempt && atFirstField(attempt, decision);
  return (
    <details open={attempt !== undefined}>
      <summary>{t('mandates.giveOpen')}</summary>
      <Form action={action} id="give" attempt={mine}>
        <input type="hidden" name="form" value="give" />
        <input type="hidden" name="member" value={member} />
        <input type="hidden" name="basedOn" value={decision.version} />
        <RadioGroup
          name="kind"
          label={t('mandates.kindLabel')}
          required
          options={kinds.map((kind) => ({
            value: kind,
            label: t('mandates.kindChoice', { kind }),
            hint: t('mandates.kindHint', { kind }),
          }))}
        />
        <ChoiceFields decision={decision} entry={{ choice: null }} attempt={mine} reasons={false} />
        <TextArea name="guidance" label={t('mandates.guidance')} hint={t('mandates.guidanceHint')} rows={3} />
        <TextField name="decidedHow" label={t('decisions.decidedHow')} hint={t('decisions.decidedHowHint')} required />
        <DateTimeField name="goodUntil" label={t('mandates.goodUntilLabel')} hint={t('mandates.goodUntilHint')} />
        <SubmitButton>{t('mandates.giveButton')}</SubmitButton>
      </Form>
    </details>
  );
}

/** Where nothing was chosen the command gets no choice: free and ask again have none. */
export const prepareGive = (values: Values): Values => prepareBallot(values);

type Line = { field: string; label: string; value: Record<string, string[]> };

/** The simple answers that hands are counted for: yes, no, each option, a free hand, asking again. */
function countLines(decision: Pick<Decision, 'method' | 'options'>, t: ReturnType<typeof useVisit>['t']): Line[] {
  const shape = findMethod(decision.method)?.shape;
  const answers = shape === 'consent' ? (['consent', 'object'] as const) : (['yes', 'no'] as const);
  const path = shape === 'ranking' ? 'choice.ranking.0' : 'choice.approved';
  const main: Line[] =
    shape === 'yes-no-abstain' || shape === 'consent'
      ? answers.map((answer) => ({
          field: `count.${answer}`,
          label: t('decisions.answer', { answer }),
          value: { 'choice.answer': [answer] },
        }))
      : shape === 'score'
        ? []
        : decision.options.map(({ id, name }) => ({ field: `count.${id}`, label: name, value: { [path]: [id] } }));
  const rest: Line[] = (['free', 'ask_again'] as const).map((says) => ({
    field: `count.${says}`,
    label: t('mandates.says', { says }),
    value: { says: [says] },
  }));
  return [
    ...main,
    {
      field: 'count.abstain',
      label: t('decisions.answer', { answer: 'abstain' }),
      value: { 'choice.answer': ['abstain'] },
    },
    ...rest,
  ];
}

export function CountFields({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  return (
    <fieldset class="group field">
      <legend>{t('mandates.countLegend')}</legend>
      <p class="hint">{t('mandates.countHint')}</p>
      {countLines(decision, t).map(({ field, label }) => (
        <NumberField key={field} name={field} label={label} required />
      ))}
    </fieldset>
  );
}

/** The counts that were typed, each with its answer; and after a refusal the problems back at the fields. */
export function countsOf(decision: Decision, t: ReturnType<typeof useVisit>['t'], values: Values) {
  const typed = countLines(decision, t).filter(({ field }) => (values[field]?.[0] ?? '').trim() !== '');
  const counts = typed.flatMap(({ field, value }, index): [string, string[]][] => [
    ...Object.entries(value).map(([path, given]): [string, string[]] => [`counts.${index}.${path}`, given]),
    [`counts.${index}.voices`, values[field]!],
  ]);
  const back = (attempt: Attempt): Attempt => ({
    values: attempt.values,
    problems: attempt.problems.map((problem) => {
      const index = /^counts\.(\d+)/.exec(problem.field)?.[1];
      const field = index === undefined ? undefined : typed[Number(index)]?.field;
      if (problem.field === 'counts') return { ...problem, key: 'kernel.required' as const, field: 'how' };
      return field ? { ...problem, field } : problem;
    }),
  });
  return { values: { ...values, ...Object.fromEntries(counts) }, back };
}

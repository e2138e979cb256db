// What a voter can say, field by field, as the way of deciding asks it.

import type { Attempt } from '../../system/web/page.ts';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../ui/choices.tsx';
import { NumberField, Select, TextArea } from '../../ui/fields.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision, RollEntry } from '../shapes.ts';
import { findMethod } from '../tally/methods.ts';

/** As much of a question as its fields need to know. */
type Asked = Pick<Decision, 'method' | 'settings' | 'options'>;
type Said = Pick<RollEntry, 'choice'>;

export function ChoiceFields({
  decision,
  entry,
  attempt,
  reasons = true,
}: {
  decision: Asked;
  entry: Said;
  attempt?: Attempt;
  /** An objection is asked for its reason. */
  reasons?: boolean;
}) {
  const { t } = useVisit();
  const shape = findMethod(decision.method)?.shape;
  const problem = attempt?.problems.find(({ field }) => field === 'choice');
  const now = (entry.choice as { answer?: string } | null)?.answer;
  const answer = (
    value: 'yes' | 'no' | 'abstain' | 'consent' | 'object' | 'standAside' | 'agree' | 'aside' | 'block',
  ) => ({
    value: value === 'standAside' ? 'abstain' : value,
    label: t('decisions.answer', { answer: value }),
    hint: t('decisions.answerHint', { answer: value }),
  });
  if (shape === 'ranking') return <RankFields decision={decision} entry={entry} problem={problem} />;
  if (shape === 'approval') return <ApprovalFields decision={decision} entry={entry} problem={problem} />;
  if (shape === 'score') return <ScoreFields decision={decision} entry={entry} problem={problem} />;
  const answers =
    shape === 'consent'
      ? (['consent', 'standAside', 'object'] as const)
      : shape === 'consensus'
        ? (['agree', 'aside', 'block', 'abstain'] as const)
        : (['yes', 'no', 'abstain'] as const);
  return (
    <>
      <RadioGroup
        name="choice.answer"
        label={t('decisions.yourAnswer')}
        value={now}
        error={problem}
        required
        options={answers.map(answer)}
      />
      {(shape === 'consent' || shape === 'consensus') && reasons && (
        <TextArea
          name="reason"
          label={t('decisions.objectionReason')}
          hint={t('decisions.objectionReasonHint')}
          rows={4}
        />
      )}
    </>
  );
}

interface OptionFieldsProps {
  decision: Asked;
  entry: Said;
  problem?: Attempt['problems'][number];
}

/** Any number of options; or an abstention, which wins over what else was ticked. */
function ApprovalFields({ decision, entry, problem }: OptionFieldsProps) {
  const { t } = useVisit();
  const approved = (entry.choice as { approved?: string[] } | null)?.approved;
  return (
    <>
      <CheckboxGroup
        name="choice.approved"
        label={t('decisions.yourApproval')}
        values={approved}
        error={problem}
        required
        options={decision.options.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <AbstainField entry={entry} />
    </>
  );
}

function ScoreFields({ decision, entry, problem }: OptionFieldsProps) {
  const { t } = useVisit();
  const scores = (entry.choice as { scores?: Record<string, number> } | null)?.scores ?? {};
  const { dots, max } = decision.settings;
  const hint =
    decision.method === 'dots'
      ? t('decisions.dotsExplained', { dots: Number(dots ?? 10) })
      : t('decisions.scoreExplained', { max: Number(max ?? 5) });
  return (
    <fieldset class="group field">
      <legend>{t('decisions.yourScores')}</legend>
      <p class="hint">{hint}</p>
      {decision.options.map(({ id, name }, index) => (
        <NumberField
          key={id}
          name={`choice.scores.${id}`}
          label={name}
          value={scores[id] === undefined ? undefined : String(scores[id])}
          error={index === 0 ? problem : undefined}
          required
        />
      ))}
      <AbstainField entry={entry} />
    </fieldset>
  );
}

/** A box, because a single radio button could not be taken back. */
function AbstainField({ entry }: { entry: Said }) {
  const { t } = useVisit();
  return (
    <Checkbox
      name="choice.answer"
      value="abstain"
      label={t('decisions.orAbstain')}
      hint={t('decisions.answerHint', { answer: 'abstain' })}
      checked={(entry.choice as { answer?: string } | null)?.answer === 'abstain'}
    />
  );
}

function RankFields({ decision, entry, problem }: OptionFieldsProps) {
  const { t } = useVisit();
  const ranking = (entry.choice as { ranking?: string[][] } | null)?.ranking ?? [];
  const ranks = decision.options.map((_, index) => ({
    value: String(index + 1),
    label: t('decisions.rank', { rank: index + 1 }),
  }));
  return (
    <fieldset class="group field">
      <legend>{t('decisions.yourRanking')}</legend>
      <p class="hint">{t('decisions.rankingHint')}</p>
      {decision.options.map((option, index) => {
        const at = ranking.findIndex((rank) => rank.includes(option.id));
        return (
          <Select
            key={option.id}
            name={`rank.${option.id}`}
            label={option.name}
            value={at < 0 ? '' : String(at + 1)}
            empty={t('decisions.unranked')}
            options={ranks}
            error={index === 0 ? problem : undefined}
            required
          />
        );
      })}
      <AbstainField entry={entry} />
    </fieldset>
  );
}

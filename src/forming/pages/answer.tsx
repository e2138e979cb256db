import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { type Condition, conditions, levels } from '../conditions.ts';
import { formingPaths } from '../paths.ts';
import type { ShownRound } from '../readiness-queries.ts';

interface Props {
  place: Place;
  round: ShownRound;
  attempt?: Attempt;
}

const anchors = {
  missing: 'forming.anchorMissing',
  weak: 'forming.anchorWeak',
  fair: 'forming.anchorFair',
  strong: 'forming.anchorStrong',
} as const;

/** One question for each condition, each level with a sentence that says what it means. */
export function AnswerPage({ place, round, attempt }: Props) {
  const { t } = useVisit();
  const paths = formingPaths(place.coalition.slug, round.number);
  const title = t('forming.youAreAsked');
  const options = (condition: Condition) => [
    ...levels.map((level) => ({
      value: level,
      label: t('forming.levelName', { level }),
      hint: t(anchors[level], { condition }),
    })),
    { value: 'unsure', label: t('forming.unsure') },
  ];
  return (
    <CoalitionShell coalition={place.coalition} title={title} failed={attempt !== undefined}>
      <Page
        title={title}
        lead={t('forming.answerLead')}
        crumbs={[
          { label: t('forming.readiness'), href: paths.readiness },
          { label: t('forming.round', { number: round.number }), href: paths.round },
        ]}
      >
        <Notice>
          <p>{t('forming.answerPrivacy')}</p>
        </Notice>
        <Form action={paths.answer} attempt={attempt}>
          {conditions.map((condition) => (
            <div key={condition}>
              <RadioGroup
                name={`answers.${condition}.level`}
                label={t('forming.condition', { condition })}
                hint={t('forming.conditionAsks', { condition })}
                value={round.mine?.[condition]?.level}
                options={options(condition)}
                required
              />
              <TextField
                name={`answers.${condition}.reason`}
                label={t('forming.reason')}
                value={round.mine?.[condition]?.reason}
                maxlength={1000}
                size="full"
              />
            </div>
          ))}
          <Actions>
            <SubmitButton>{t('forming.handIn')}</SubmitButton>
            <ButtonLink href={paths.round} look="quiet">
              {t('common.cancel')}
            </ButtonLink>
          </Actions>
        </Form>
      </Page>
    </CoalitionShell>
  );
}

// What follows from a decision: the outcome in words, what members say of their votes, tasks, and looking again.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { ButtonLink, SubmitButton } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { DateField, TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Day, Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { explainUntil, mayExplainVote, mayRevisit, mayStateOutcome } from '../way/policy.ts';
import type { Way } from '../way/shapes.ts';

export interface AfterProps {
  place: Place;
  decision: Decision;
  way: Way;
  attempt?: Attempt;
}

/** A refused form is shown where it was sent from: each has a field that no other one has. */
const sentWith = (attempt: Attempt | undefined, field: string): Attempt | undefined =>
  attempt?.values[field] ? attempt : undefined;

/** What we decided, in words; and beside it what members say of their votes. */
export function StatementSection({ place, decision, way, attempt }: AfterProps) {
  const { t } = useVisit();
  if (decision.closedAt === null) return null;
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const [present, ...earlier] = way.statements;
  const may = mayStateOutcome(place.actor, situationOf(decision)) === true;
  const mine = sentWith(attempt, 'decided');
  if (!present && !may && way.explanations.length === 0) return <Explain {...{ place, decision, way, attempt }} />;
  return (
    <Section title={t('way.statementTitle')} id="statement">
      {present ? (
        <>
          <Markdown text={present.decided} />
          {present.why && <h3>{t('way.why')}</h3>}
          {present.why && <Markdown text={present.why} />}
          <p class="hint">
            {t('way.by', { person: present.by })} <Time at={present.at} />
          </p>
        </>
      ) : (
        <p class="hint">{t('way.noStatement')}</p>
      )}
      {earlier.length > 0 && (
        <details>
          <summary>{t('way.earlierStatements', { count: earlier.length })}</summary>
          {earlier.map((statement) => (
            <blockquote key={statement.at.getTime()}>
              <Markdown text={statement.decided} />
              <p class="hint">
                {t('way.by', { person: statement.by })} <Time at={statement.at} />
              </p>
            </blockquote>
          ))}
        </details>
      )}
      {may && (
        <details open={mine !== undefined || undefined}>
          <summary>{t(present ? 'way.correctStatement' : 'way.sayWhat')}</summary>
          <Form action={paths.statement} id="statement" attempt={mine}>
            <TextArea
              name="decided"
              label={t('way.decided')}
              hint={t('way.decidedHint')}
              value={present?.decided}
              required
            />
            <TextArea name="why" label={t('way.why')} value={present?.why} />
            <SubmitButton>{t('way.statementButton')}</SubmitButton>
          </Form>
        </details>
      )}
      <Explanations {...{ place, decision, way, attempt }} />
    </Section>
  );
}

/** Where there is nothing yet, only whoever may explain a vote sees the way to it. */
function Explain(props: AfterProps) {
  const { t, now } = useVisit();
  const { actor } = props.place;
  const may = actor.standing.represents.some(
    ({ member }) => mayExplainVote(actor, member, props.decision.closedAt, now) === true,
  );
  return may ? (
    <Section title={t('way.explanationsTitle')} id="statement">
      <Explanations {...props} />
    </Section>
  ) : null;
}

function Explanations({ place, decision, way, attempt }: AfterProps) {
  const { t, now } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const speaking = place.actor.standing.represents.filter(
    ({ member }) =>
      decision.roll.some((entry) => entry.member === member) &&
      mayExplainVote(place.actor, member, decision.closedAt, now) === true,
  );
  return (
    <>
      {way.explanations.map((said) => (
        <blockquote key={said.member}>
          <p>
            <strong>{t('way.explained', { kind: said.kind, member: said.memberName })}</strong>
          </p>
          <Markdown text={said.says} />
          <p class="hint">
            {t('way.by', { person: said.by })} <Time at={said.at} />
          </p>
        </blockquote>
      ))}
      {speaking.map(({ member, memberName }) => {
        const mine = attempt?.values.says && attempt.values.member?.[0] === member ? attempt : undefined;
        const said = way.explanations.find((each) => each.member === member);
        return (
          <details key={member} open={mine !== undefined || undefined}>
            <summary>{t('way.explainFor', { member: memberName })}</summary>
            <p class="hint">
              {t('way.explainUntil')} <Time at={explainUntil(decision.closedAt!)} as="deadline" />
            </p>
            <Form action={paths.explain} id={`explain-${member}`} attempt={mine}>
              <input type="hidden" name="member" value={member} />
              <RadioGroup
                name="kind"
                label={t('way.explainKind')}
                value={said?.kind ?? 'explanation'}
                options={(['explanation', 'dissent'] as const).map((kind) => ({
                  value: kind,
                  label: t('way.explainKindOf', { kind }),
                }))}
                required
              />
              <TextArea name="says" label={t('way.explainSays')} value={said?.says} required />
              <SubmitButton look="quiet">{t('way.explainButton')}</SubmitButton>
            </Form>
          </details>
        );
      })}
    </>
  );
}

/** The day to look again, what came of it, and the way to a new question. */
export function RevisitSection({ place, decision, way, attempt }: AfterProps) {
  const { t, now } = useVisit();
  if (decision.closedAt === null) return null;
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const may = mayRevisit(place.actor, situationOf(decision)) === true;
  const due = decision.revisitOn !== null && decision.revisitOn.slice(0, 10) <= now.toISOString().slice(0, 10);
  const mine = sentWith(attempt, 'revisiting');
  if (decision.revisitOn === null && way.revisits.length === 0 && !may) return null;
  return (
    <Section title={t('way.revisitTitle')} id="revisit">
      {decision.revisitOn !== null && !due && (
        <p>
          {t('decisions.revisitOn')} <Day on={decision.revisitOn} />
        </p>
      )}
      {due && (
        <Notice kind="warning" title={t('way.revisitDue')}>
          <p>{t('way.revisitDueWhy')}</p>
        </Notice>
      )}
      {way.revisits.map((again) => (
        <blockquote key={again.at.getTime()}>
          <p>
            <strong>{t('way.verdict', { verdict: again.verdict })}</strong>
          </p>
          <p dir="auto">{again.why}</p>
          <p class="hint">
            {t('way.by', { person: again.by })} <Time at={again.at} />
          </p>
        </blockquote>
      ))}
      {way.revisits[0]?.verdict === 'change' && (
        <ButtonLink href={`${decisionPaths(place.coalition.slug).propose}?changes=${decision.number}`}>
          {t('way.proposeChange')}
        </ButtonLink>
      )}
      {may && (
        <details open={due || mine !== undefined || undefined}>
          <summary>{t('way.lookAgain')}</summary>
          <Form action={paths.revisit} id="revisit" attempt={mine}>
            <input type="hidden" name="revisiting" value="yes" />
            <RadioGroup
              name="verdict"
              label={t('way.verdictQuestion')}
              required
              options={[
                { value: 'kept', label: t('way.verdict', { verdict: 'kept' }) },
                { value: 'change', label: t('way.verdict', { verdict: 'change' }), hint: t('way.changeHint') },
              ]}
            />
            <TextArea name="why" label={t('way.why')} rows={3} required />
            <DateField name="nextOn" label={t('way.nextOn')} />
            <SubmitButton>{t('way.revisitButton')}</SubmitButton>
          </Form>
        </details>
      )}
    </Section>
  );
}

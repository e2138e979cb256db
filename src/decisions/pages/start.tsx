// How a proposal starts: from a template, by the rule of an earlier decision, or as a change of one.
import type { Attempt, Page } from '../../system/web/page.ts';
import { SafeLink } from '../../ui/link.tsx';
import { localValue } from '../../ui/moment.ts';
import { useVisit } from '../../ui/visit.ts';
import { show } from '../queries.ts';
import type { Decision } from '../shapes.ts';
import { fieldsOf, findTemplate, type Template, templates } from '../way/templates.ts';

/** The form's fields as the address asks for them, filled as if somebody had typed them; nothing is wrong with them yet. */
export async function startOf(page: Page): Promise<Attempt | undefined> {
  const { now, format } = page.visit;
  const filled = (template: Template) => fieldsOf(template, now, (moment) => localValue(moment, format.zone));
  const named = findTemplate(page.query('template'));
  if (named) return { values: filled(named), problems: [] };
  const earlier = page.query('changes') ?? page.query('like');
  if (earlier === undefined) return undefined;
  const decision = await page.ask(show, { proposal: Number(earlier) });
  const values = filled(templateOf(decision));
  if (page.query('changes') === undefined) return { values, problems: [] };
  const [text] = decision.versions;
  return {
    values: {
      ...values,
      question: [text!.question],
      background: [text!.background],
      changes: [String(decision.number)],
      subjectList: [decision.subjects.join(', ')],
      optionLines: [decision.options.map(({ name }) => name).join('\n')],
    },
    problems: [],
  };
}

/** The rule and the hours of a decision, to be used again. */
export function templateOf(decision: Decision): Template {
  const hours = (from: Date, until: Date) => Math.max(0, Math.round((until.getTime() - from.getTime()) / 3600_000));
  const quorum = String(decision.quorum?.threshold ?? '');
  return {
    name: '',
    method: decision.method,
    threshold: oneOf(['1/2', '2/3', '3/4', '1'], decision.settings.threshold),
    of: oneOf(['votes', 'ballots', 'roll'], decision.settings.of),
    quorum: oneOf(['1/3', '1/2', '2/3', '3/4'], quorum) ?? '',
    judges: decision.judgedBy === 'objectors' ? 'objectors' : 'coordinators',
    hoursToClose: Math.max(1, hours(decision.proposedAt, decision.closesAt)),
    hoursToRatify: decision.ratificationAllowed ? hours(decision.closesAt, decision.ratifyBy) : 0,
  };
}

const oneOf = <T extends string>(known: T[], value: unknown): T | undefined => known.find((each) => each === value);

/** The kinds of question that a coalition puts most, each with what it sets. */
export function Templates({ propose }: { propose: string }) {
  const { t } = useVisit();
  return (
    <details class="templates">
      <summary>{t('way.templates')}</summary>
      <ul>
        {templates.map(({ name }) => (
          <li key={name}>
            <SafeLink href={`${propose}?template=${name}`}>{t('way.template', { name })}</SafeLink>{' '}
            <span class="hint">{t('way.templateWhy', { name })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

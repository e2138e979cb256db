// How a proposal starts: from a template, by the rule of an earlier decision, or as a change of one.
import type { Attempt, Page } from '../../system/web/page.ts';
import { PostButton } from '../../ui/button.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { localValue } from '../../ui/moment.ts';
import { useVisit } from '../../ui/visit.ts';
import { show } from '../queries.ts';
import { savedTemplates } from '../way/template-commands.ts';
import { fieldsOf, findTemplate, type Template, templateOf, templates } from '../way/templates.ts';

/** The form's fields as the address asks for them, filled as if somebody had typed them; nothing is wrong with them yet. */
export async function startOf(page: Page): Promise<Attempt | undefined> {
  const { now, format } = page.visit;
  const filled = (template: Template) => fieldsOf(template, now, (moment) => localValue(moment, format.zone));
  const named = findTemplate(page.query('template'));
  if (named) return { values: filled(named), problems: [] };
  const kept = page.query('kept');
  if (kept !== undefined) {
    const saved = (await page.ask(savedTemplates)).find(({ id }) => id === kept);
    return saved && { values: filled(saved.fields as unknown as Template), problems: [] };
  }
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

/** The kinds of question that a coalition puts most, each with what it sets. */
export function Templates({ propose, retire, saved, mayRetire }: TemplatesProps) {
  const { t } = useVisit();
  return (
    <details class="templates">
      <summary>{t('way.templates')}</summary>
      <ul>
        {saved.map(({ id, name, note }) => (
          <li key={id}>
            <SafeLink href={`${propose}?kept=${id}`}>
              <bdi>{name}</bdi>
            </SafeLink>{' '}
            {note && (
              <span class="hint" dir="auto">
                {note}
              </span>
            )}
            {mayRetire && (
              <PostButton action={retire} fields={{ template: id }} look="quiet">
                {t('way.retireTemplate')} <span class="visually-hidden">{name}</span>
              </PostButton>
            )}
          </li>
        ))}
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

interface TemplatesProps {
  propose: string;
  retire: string;
  /** The coalition's own. */
  saved: { id: string; name: string; note: string }[];
  mayRetire: boolean;
}

import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { renderToString } from 'preact-render-to-string';
import { safeHref } from './link.tsx';
import { type Said, useSay, useVisit, VisitContext } from './visit.ts';

/** A form that was sent and refused: what was typed, by field name, and what is wrong with it. */
export interface FormAttempt {
  values: Record<string, string[]>;
  problems: FieldProblem[];
}

/** What is wrong: in which field ('' for the whole), and the message that says so. */
export type FieldProblem = Exclude<Said, string> & { field: string };

interface FormProps {
  action: string;
  method?: 'post' | 'get';
  /** Prefix of the fields' ids, where two forms on a page share field names. */
  id?: string;
  /** After a refusal: the fields show again what was typed, and what is wrong with it. */
  attempt?: FormAttempt;
  /** The form sends files too. */
  files?: boolean;
  /** Leave Turbo out of it: sign-out, downloads, whatever leaves this site. */
  plain?: boolean;
  class?: string;
  children: ComponentChildren;
}

interface FormFacts {
  id: string;
  attempt?: FormAttempt;
  /** Where fields say their labels, for the summary. */
  labels?: Map<string, string>;
}

const FormContext = createContext<FormFacts>({ id: 'f' });

/** A form that keeps what was typed, points at what is wrong, and cannot be sent twice or from elsewhere. */
export function Form({ action, method = 'post', id = 'f', attempt, ...props }: FormProps) {
  const { csrf, newKey } = useVisit();
  const labels = useLabels({ id, attempt }, props.children);
  return (
    <FormContext.Provider value={{ id, attempt }}>
      <form
        action={safeHref(action)}
        method={method}
        class={props.class ?? 'form'}
        enctype={props.files ? 'multipart/form-data' : undefined}
        data-turbo={props.plain ? 'false' : undefined}
        novalidate
      >
        <ErrorSummary id={id} problems={attempt?.problems ?? []} labels={labels} />
        {method === 'post' && (
          <>
            <input type="hidden" name="_csrf" value={csrf} />
            <input type="hidden" name="_key" value={newKey()} />
          </>
        )}
        {props.children}
      </form>
    </FormContext.Provider>
  );
}

interface ErrorSummaryProps {
  id?: string;
  problems: FieldProblem[];
  labels?: Map<string, string>;
}

/** What went wrong, with a link to each field. It takes the focus, so that nobody has to look for it. */
export function ErrorSummary({ id = 'f', problems, labels = new Map() }: ErrorSummaryProps) {
  const { t } = useVisit();
  const say = useSay();
  if (problems.length === 0) return null;
  const entry = (problem: FieldProblem) => (
    <>
      {labels.has(problem.field) && <strong>{labels.get(problem.field)}</strong>} {say(problem)}
    </>
  );
  return (
    <div class="notice error summary" role="alert" tabindex={-1} autofocus>
      <h2>{t('ui.errorSummary', { count: problems.length })}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={problem.field}>
            {problem.field === '' ? entry(problem) : <a href={`#${id}-${problem.field}`}>{entry(problem)}</a>}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldInput {
  name: string;
  label: string;
  hint?: Said;
  value?: string;
  error?: Said;
}

/** The ids, value and error of one field. After a refusal what was typed wins over the value given. */
export function useField({ name, label, hint, value, error }: FieldInput) {
  const { id: prefix, attempt, labels } = useContext(FormContext);
  const say = useSay();
  const id = `${prefix}-${name}`;
  labels?.set(name, label);
  const wrong = error ?? attempt?.problems.find((problem) => problem.field === name);
  const described = [hint !== undefined && `${id}-hint`, wrong !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return {
    id,
    value: attempt ? attempt.values[name]?.[0] : value,
    /** All that was sent under this name, when something was sent. */
    sent: attempt && (attempt.values[name] ?? []),
    error: wrong === undefined ? undefined : say(wrong),
    hint: hint === undefined ? undefined : say(hint),
    described: {
      'aria-describedby': described || undefined,
      'aria-invalid': wrong === undefined ? undefined : ('true' as const),
    },
  };
}

/**
 * The fields' labels by name. The summary stands before the fields and fields stand in components of their own, so that
 * a refused form is drawn once beforehand, to hear them.
 */
function useLabels(facts: FormFacts, children: ComponentChildren): Map<string, string> {
  const visit = useVisit();
  const labels = new Map<string, string>();
  if (!facts.attempt?.problems.some(({ field }) => field !== '')) return labels;
  renderToString(
    <VisitContext.Provider value={visit}>
      <FormContext.Provider value={{ ...facts, labels }}>{children}</FormContext.Provider>
    </VisitContext.Provider>,
  );
  return labels;
}

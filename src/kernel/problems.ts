import type { z } from 'zod';
import { isMessageKey, type MessageKey } from '../system/i18n/translate.ts';
import type { Problem, Refusal, Variables } from './errors.ts';
import { unstorable } from './text.ts';

type Issue = z.core.$ZodIssue;

/** Reads what was sent, or says what is wrong with it, field by field, as messages that page and API both show. */
export function readInput<Input>(
  schema: z.ZodType<Input, any>,
  sent: unknown,
): { input: Input; refusal?: undefined } | { refusal: Refusal } {
  const odd = unstorable(sent);
  if (odd) return { refusal: { refused: 'invalid', problems: [odd] } };
  const parsed = schema.safeParse(sent ?? {}, { reportInput: true });
  if (parsed.success) return { input: parsed.data };
  return { refusal: problemsOf(parsed.error) };
}

/** What a failed parse says. */
export const problemsOf = (error: z.ZodError): Refusal => ({
  refused: 'invalid',
  problems: error.issues.map(problemOf),
});

function problemOf(issue: Issue): Problem {
  const [key, variables] = wordsFor(issue);
  return { field: issue.path.join('.'), key, variables };
}

/** Schemas may name their own message: `.refine(…, 'members.websiteWrong')`, `.regex(…, 'api.scopeWrong')`. */
function wordsFor(issue: Issue): [MessageKey, Variables?] {
  if (isMessageKey(issue.message)) return [issue.message];
  // An empty field has nothing else wrong with it, whatever shape it should have.
  if (issue.input === '' && issue.code !== 'invalid_value') return ['kernel.required'];
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') {
        return issue.minimum === 1 ? ['kernel.required'] : ['kernel.tooShort', { least: Number(issue.minimum) }];
      }
      if (issue.origin === 'array') return ['kernel.tooFew', { least: Number(issue.minimum) }];
      return ['kernel.tooSmall', { least: Number(issue.minimum) }];
    case 'too_big':
      if (issue.origin === 'string') return ['kernel.tooLong', { most: Number(issue.maximum) }];
      if (issue.origin === 'array') return ['kernel.tooMany', { most: Number(issue.maximum) }];
      return ['kernel.tooBig', { most: Number(issue.maximum) }];
    case 'invalid_type':
      return [issue.input === undefined || issue.input === null ? 'kernel.required' : 'kernel.wrongKind'];
    case 'invalid_value':
      return ['kernel.chooseOne'];
    case 'invalid_format':
      if (issue.format === 'email') return ['kernel.wrongEmail'];
      if (issue.format === 'url') return ['kernel.wrongUrl'];
      if (issue.format === 'datetime' || issue.format === 'date') return ['kernel.wrongDate'];
      return ['kernel.wrongKind'];
    case 'unrecognized_keys':
      return ['kernel.unknownField', { field: issue.keys.join(', ') }];
    default:
      return ['kernel.wrongKind'];
  }
}

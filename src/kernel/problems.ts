import type { z } from 'zod';
import type { MessageKey } from '../system/i18n/messages.gen.ts';
import type { Problem, Refusal, Variables } from './errors.ts';

type Issue = z.core.$ZodIssue;

/** What a failed parse says, field by field, as messages that page and API both show. */
export const problemsOf = (error: z.ZodError): Refusal => ({
  refused: 'invalid',
  problems: error.issues.map(problemOf),
});

function problemOf(issue: Issue): Problem {
  const [key, vars] = wordsFor(issue);
  return { field: issue.path.join('.'), key, vars };
}

/** Schemas may name their own message: `.refine(…, 'members.websiteWrong')`. */
function wordsFor(issue: Issue): [MessageKey, Variables?] {
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') {
        return issue.minimum === 1 ? ['common.required'] : ['common.tooShort', { least: Number(issue.minimum) }];
      }
      if (issue.origin === 'array') return ['common.tooFew', { least: Number(issue.minimum) }];
      return ['common.tooSmall', { least: Number(issue.minimum) }];
    case 'too_big':
      if (issue.origin === 'string') return ['common.tooLong', { most: Number(issue.maximum) }];
      if (issue.origin === 'array') return ['common.tooMany', { most: Number(issue.maximum) }];
      return ['common.tooBig', { most: Number(issue.maximum) }];
    case 'invalid_type':
      return [issue.input === undefined || issue.input === null ? 'common.required' : 'common.wrongKind'];
    case 'invalid_value':
      return ['common.chooseOne'];
    case 'invalid_format':
      if (issue.format === 'email') return ['common.wrongEmail'];
      if (issue.format === 'url') return ['common.wrongUrl'];
      if (issue.format === 'datetime' || issue.format === 'date') return ['common.wrongDate'];
      return ['common.wrongKind'];
    case 'custom':
      return [(issue.message as MessageKey) || 'common.wrongKind'];
    case 'unrecognized_keys':
      return ['common.unknownField', { field: issue.keys.join(', ') }];
    default:
      return ['common.wrongKind'];
  }
}

// What a program is told when a call fails: problem details (RFC 9457), in the language that it asks for.
import type { Refusal, Variables } from '../../kernel/errors.ts';
import { isMessageKey, type Message, type MessageKey, type Translate } from '../i18n/translate.ts';

/** Every kind of problem: its status, its title, and what the page at its address says of it. */
export const problemKinds = {
  malformed: { status: 400, title: 'api.malformed', about: 'api.malformedAbout' },
  unauthenticated: { status: 401, title: 'api.unauthenticated', about: 'api.unauthenticatedAbout' },
  token: { status: 401, title: 'api.token', about: 'api.tokenAbout' },
  forbidden: { status: 403, title: 'api.forbidden', about: 'api.forbiddenAbout' },
  scope: { status: 403, title: 'api.scope', about: 'api.scopeAbout' },
  'not-found': { status: 404, title: 'api.notFound', about: 'api.notFoundAbout' },
  'unknown-call': { status: 404, title: 'api.unknownCall', about: 'api.unknownCallAbout' },
  method: { status: 405, title: 'api.method', about: 'api.methodAbout' },
  conflict: { status: 409, title: 'api.conflict', about: 'api.conflictAbout' },
  'too-large': { status: 413, title: 'api.tooLarge', about: 'api.tooLargeAbout' },
  'media-type': { status: 415, title: 'api.mediaType', about: 'api.mediaTypeAbout' },
  invalid: { status: 422, title: 'api.invalid', about: 'api.invalidAbout' },
  'too-many': { status: 429, title: 'api.tooMany', about: 'api.tooManyAbout' },
  internal: { status: 500, title: 'api.internal', about: 'api.internalAbout' },
  unavailable: { status: 503, title: 'api.unavailable', about: 'api.unavailableAbout' },
} as const satisfies Record<string, { status: number; title: MessageKey; about: MessageKey }>;

export type ProblemKind = keyof typeof problemKinds;

interface More {
  detail?: Message;
  headers?: Record<string, string>;
}

/** Ends a call that never reached its command or query. */
export class Stopped extends Error {
  readonly kind: ProblemKind;
  readonly more: More;
  constructor(kind: ProblemKind, more: More = {}) {
    super(kind);
    this.kind = kind;
    this.more = more;
  }
}

interface Teller {
  t: Translate;
  publicUrl: string;
}

/** The answer to a call that was stopped. */
export const stoppedResponse = (teller: Teller, { kind, more }: Stopped): Response =>
  respond(teller, kind, { detail: more.detail && teller.t(more.detail) }, more.headers);

/** The answer to a call that was refused: the same words that a page shows, field by field. */
export function refusedResponse(teller: Teller, { refused, problems }: Refusal): Response {
  const errors = problems.map(({ field, key, variables }) => ({ field, key, message: say(teller.t, key, variables) }));
  const headers: Record<string, string> =
    refused === 'unauthenticated' ? { 'WWW-Authenticate': 'Bearer realm="Greenbelt"' } : {};
  return respond(teller, refused, { detail: errors.find(({ field }) => field === '')?.message, errors }, headers);
}

/** A schema's own words may lack a translation; a program is told something all the same. */
const say = (t: Translate, key: MessageKey, variables?: Variables): string =>
  t((isMessageKey(key) ? { key, variables } : { key: 'kernel.wrongKind' }) as Message);

function respond(
  { t, publicUrl }: Teller,
  kind: ProblemKind,
  more: object,
  headers: Record<string, string> = {},
): Response {
  const { status, title } = problemKinds[kind];
  const problem = { type: `${publicUrl}/problems/${kind}`, title: t(title), status, ...more };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
  });
}

// The programs' door: every command and every query, by its name, as JSON.
import type { Context, Hono } from 'hono';
import { answer, execute, type Result } from '../../kernel/execute.ts';
import { isAway, sayAway } from '../database/failures.ts';
import { pickLanguage } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';
import { clientOf } from '../web/client.ts';
import { type Allowance, spend } from '../web/ratelimit.ts';
import { type Bearer, bearerOf, checkScope } from './bearer.ts';
import { type ApiParts, type Call, usualAllowances } from './call.ts';
import { readBody, readParameters, type Sent } from './input.ts';
import { openApi } from './openapi.ts';
import { refusedResponse, Stopped, stoppedResponse } from './problem.ts';

/** Opens the door: `POST /api/v1/decisions.castBallot`, `GET /api/v1/decisions.register?…`, and the document of it all. */
export const api = (parts: ApiParts) => (hono: Hono<any>) => {
  const calls = new Map<string, Call>([...parts.commands, ...parts.queries].map((call) => [call.name, call]));
  const document = JSON.stringify(openApi(parts));
  hono.get('/api/openapi.json', (c) => c.body(document, 200, { 'Content-Type': 'application/json' }));
  hono.all('/api/v1/:name{.*}', (c) => respond(parts, calls.get(c.req.param('name')), c));
};

async function respond(parts: ApiParts, call: Call | undefined, c: Context): Promise<Response> {
  const lang = pickLanguage(c.req.header('accept-language'));
  const teller = { t: translator(lang), publicUrl: parts.app.publicUrl };
  const limits = new Headers();
  const response = await serve(parts, call, c, limits)
    .then((result) => (result instanceof Response ? result : refusedResponse(teller, result)))
    .catch((error) => {
      if (error instanceof Stopped) return stoppedResponse(teller, error);
      if (isAway(error)) {
        parts.log(sayAway(error));
        return stoppedResponse(teller, new Stopped('unavailable', { headers: { 'Retry-After': '5' } }));
      }
      parts.log(`${c.req.method} ${c.req.path} failed`, error);
      return stoppedResponse(teller, new Stopped('internal'));
    });
  for (const [name, value] of limits) response.headers.set(name, value);
  response.headers.set('Content-Language', lang);
  response.headers.set('Vary', 'Accept-Language, Authorization');
  return response;
}

type Refused = Extract<Result<unknown>, { ok: false }>['refusal'];

async function serve(
  parts: ApiParts,
  call: Call | undefined,
  c: Context,
  limits: Headers,
): Promise<Response | Refused> {
  const bearer = await admit(parts, c, limits);
  if (!call) throw new Stopped('unknown-call');
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
  const allowed = call.kind === 'query' ? ['GET', 'HEAD', 'POST'] : ['POST'];
  if (!allowed.includes(c.req.method)) throw new Stopped('method', { headers: { Allow: allowed.join(', ') } });
  const url = new URL(c.req.url);
  const sent = isRead ? readParameters(call, url.searchParams) : await readBody(call, c.req.raw);
  if (bearer) checkScope(bearer, call, sent.coalition);
  const result = await carryOut(parts, call, bearer, sent, c.req.header('idempotency-key'));
  if (!result.ok) return result.refusal;
  return Response.json(result.value ?? null, { headers: isRead ? nextPage(url, result.value) : {} });
}

/** Lets the caller in: whose token, if any, and whether they have called too often. */
async function admit(parts: ApiParts, c: Context, limits: Headers): Promise<Bearer | undefined> {
  const { token, client } = parts.allowances ?? usualAllowances;
  const spendClient = () => pay(parts, client, clientOf(c), limits);
  // Who comes with a wrong token uses up the allowance of their address, so that guessing is slow.
  const bearer = await bearerOf(parts.findBearer, c.req.header('authorization')).catch(async (error) => {
    await spendClient();
    throw error;
  });
  if (bearer) await pay(parts, token, bearer.id, limits);
  else await spendClient();
  return bearer;
}

/** The header fields of draft-ietf-httpapi-ratelimit-headers-10. */
async function pay({ app }: ApiParts, allowance: Allowance, who: string, headers: Headers): Promise<void> {
  const { wait, left, full } = await spend(app, allowance, who);
  headers.set('RateLimit-Policy', `"${allowance.name}";q=${allowance.burst};w=${allowance.burst * allowance.seconds}`);
  headers.set('RateLimit', `"${allowance.name}";r=${left};t=${wait || full}`);
  if (wait) throw new Stopped('too-many', { headers: { 'Retry-After': `${wait}` } });
}

async function carryOut(
  { app }: ApiParts,
  call: Call,
  bearer: Bearer | undefined,
  sent: Sent,
  key: string | undefined,
): Promise<Result<unknown>> {
  const arrival = { person: bearer?.person ?? null, via: 'api' as const, ...sent };
  if (call.kind === 'command') {
    if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key))
      throw new Stopped('malformed', { detail: { key: 'api.wrongKey' } });
    const result = await execute(app, call, { ...arrival, key });
    return result.ok ? { ok: true, value: result.value } : result;
  }
  const result = await answer(app, call, arrival);
  // The schema is a promise in both directions: nothing is missing, and nothing goes out that was not meant to.
  return result.ok ? { ok: true, value: call.output.parse(result.value) } : result;
}

/** Lists come in pages: `next` is what to send as `after`; RFC 8288 says it as a link too. */
function nextPage(url: URL, value: unknown): Record<string, string> {
  const next = (value as { next?: unknown } | null)?.next;
  if (typeof next !== 'string') return {};
  const link = new URL(url);
  link.searchParams.set('after', next);
  return { Link: `<${link.pathname}${link.search}>; rel="next"` };
}

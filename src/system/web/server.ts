import { randomBytes } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { getCookie, setCookie } from 'hono/cookie';
import { routePath } from 'hono/route';
import type { ComponentChild } from 'preact';
import type { App } from '../../kernel/app.ts';
import { invalid, type Refusal, Refused, statusOf } from '../../kernel/errors.ts';
import type { Typed } from '../../ui/pages/errors.tsx';
import type { Visit } from '../../ui/visit.ts';
import { isAway, sayAway } from '../database/failures.ts';
import { formatters } from '../i18n/format.ts';
import { dir, pickLanguage } from '../i18n/languages.ts';
import { translator } from '../i18n/translate.ts';
import { type Assets, serveAssets } from './assets.ts';
import { compress } from './compress.ts';
import { readForm, type Submitted } from './formdata.ts';
import { type Page, pageOf } from './page.ts';
import { formToken, isOwnForm, secureHeaders } from './security.ts';
import type { FindSession, Session } from './session.ts';

type Handler = (page: Page) => Promise<Response> | Response;

/** What a capability gets to hang its pages on. */
export interface Routes {
  get(path: string, handler: Handler): void;
  post(path: string, handler: Handler): void;
}

export interface WebParts {
  app: App;
  assetsFolder: string;
  assets: Assets;
  findSession: FindSession;
  pages: ((routes: Routes) => void)[];
  /** Routers that are not pages: the API, sign-in's own endpoints, live refresh, health. */
  mounts?: ((hono: Hono<any>) => void)[];
  errorPage: (visit: Visit, status: number, problem?: Refusal, typed?: Typed) => ComponentChild;
  log: (line: string, detail?: unknown) => void;
  /** Told of each answer: by the pattern of its address, never by the address. */
  observe?: (method: string, route: string, status: number, seconds: number) => void;
}

/** Puts the pages together: headers, sessions, language, forms, errors. */
export function createWeb(parts: WebParts): Hono<any> {
  const hono = new Hono<any>();
  hono.use(watched(parts));
  hono.use(slashLess);
  hono.use(compress, secureHeaders(parts.app.publicUrl));
  hono.get('/assets/:name', serveAssets(parts.assetsFolder));
  for (const mount of parts.mounts ?? []) mount(hono);
  const fits = bodyLimit({ maxSize: mostBytes, onError: (c) => tooLarge(parts, c) });
  const routes: Routes = {
    get: (path, handler) => void hono.get(path, async (c) => handler(await arrive(parts, c))),
    post: (path, handler) => void hono.post(path, fits, async (c) => handler(await receive(parts, c))),
  };
  for (const pages of parts.pages) pages(routes);
  hono.notFound(async (c) => (await arrive(parts, c)).show(parts.errorPage(await visitOf(parts, c), 404), 404));
  hono.onError((error, c) => fail(parts, error, c));
  return hono;
}

/** A GET, which never writes anything. */
async function arrive(parts: WebParts, c: HonoContext): Promise<Page> {
  const session = await sessionOf(parts, c);
  return pageOf(parts.app, await visitOf(parts, c), session, c, undefined);
}

async function receive(parts: WebParts, c: HonoContext): Promise<Page> {
  const type = c.req.header('content-type') ?? '';
  const isForm = type.startsWith('multipart/form-data') || type.startsWith('application/x-www-form-urlencoded');
  const form = isForm ? await formOf(c) : undefined;
  c.set('form', form);
  const visit = await visitOf(parts, c);
  const origins = [new URL(parts.app.publicUrl).origin, new URL(c.req.url).origin];
  if (!isOwnForm(c.req.raw.headers, origins, form?.values['_csrf']?.[0], visit.csrf)) {
    throw new Refused({ refused: 'forbidden', problems: [{ field: '', key: 'kernel.formFromElsewhere' }] });
  }
  return pageOf(parts.app, visit, await sessionOf(parts, c), c, form);
}

/** A body that is no form, whatever its type says, is somebody's mistake and not ours. */
async function formOf(c: HonoContext): Promise<Submitted> {
  const body = await c.req.formData().catch(() => undefined);
  const form = body && readForm(body);
  if (!form) throw new Refused(invalid('', body ? 'kernel.tooLarge' : 'kernel.wrongKind'));
  return form;
}

async function sessionOf(parts: WebParts, c: HonoContext): Promise<Session | undefined> {
  if (!c.get('sessionAsked')) {
    c.set('sessionAsked', true);
    c.set('session', await parts.findSession(c.req.raw.headers));
  }
  return c.get('session');
}

/** Everything that the look of a page depends on. */
async function visitOf({ app, assets, ...parts }: WebParts, c: HonoContext): Promise<Visit> {
  const known = c.get('visit') as Visit | undefined;
  if (known) return known;
  const session = await sessionOf({ app, assets, ...parts }, c);
  const lang = pickLanguage(c.req.header('accept-language'), session?.language ?? getCookie(c, 'gb_language'));
  const visit: Visit = {
    t: translator(lang),
    lang,
    dir: dir(lang),
    format: formatters(lang, session?.timeZone ?? 'UTC'),
    now: app.clock.glance(),
    csrf: formToken(app.secret, session?.id ?? formVisitor(c, app)),
    newKey: () => app.ids.next(),
    path: new URL(c.req.url).pathname,
    nonce: c.get('nonce'),
    assets,
    person: session && { id: session.person, name: session.name, email: session.email },
    preferences: { largeText: session?.largeText ?? false, reducedData: session?.reducedData ?? false },
  };
  c.set('visit', visit);
  return visit;
}

/** Ties the form token of somebody signed out to their browser. */
function formVisitor(c: HonoContext, app: App): string {
  const present = getCookie(c, 'gb_form');
  if (present) return present;
  const made = randomBytes(16).toString('base64url');
  setCookie(c, 'gb_form', made, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure: app.publicUrl.startsWith('https:'),
  });
  return made;
}

/** A form with a list of five thousand members fits; nothing that would fill the memory does. */
const mostBytes = 4 * 1024 * 1024;

async function tooLarge(parts: WebParts, c: HonoContext): Promise<Response> {
  const problem: Refusal = { refused: 'invalid', problems: [{ field: '', key: 'kernel.tooLarge' }] };
  return (await arrive(parts, c)).show(parts.errorPage(await visitOf(parts, c), 413, problem), 413);
}

async function fail(parts: WebParts, error: Error, c: HonoContext): Promise<Response> {
  const visit = await visitOf(parts, c).catch(() => undefined);
  if (error instanceof Refused) {
    const { refusal } = error;
    if (refusal.refused === 'unauthenticated' && c.req.method === 'GET') {
      return c.redirect(`/sign-in?back=${encodeURIComponent(new URL(c.req.url).pathname)}`, 303);
    }
    const status = statusOf(refusal);
    if (visit)
      return pageOf(parts.app, visit, undefined, c, undefined).show(parts.errorPage(visit, status, refusal), status);
  }
  if (isAway(error)) {
    parts.log(sayAway(error));
    return away(parts, c);
  }
  // Not the address itself: some carry tokens.
  parts.log(`${c.req.method} ${routePath(c)} failed`, error);
  if (visit) return pageOf(parts.app, visit, undefined, c, undefined).show(parts.errorPage(visit, 500), 500);
  return c.text('The server has a problem. Please try again in a minute.', 503);
}

/** The database is away: said without asking it anything, and with what was typed, to be sent again. */
async function away(parts: WebParts, c: HonoContext): Promise<Response> {
  c.set('sessionAsked', true);
  const visit = await visitOf(parts, c);
  const form = c.get('form') as Submitted | undefined;
  const typed = form && { action: new URL(c.req.url).pathname, values: form.values };
  c.header('Retry-After', '5');
  return pageOf(parts.app, visit, undefined, c, undefined).show(parts.errorPage(visit, 503, undefined, typed), 503);
}

/** An address with a slash too many leads to its page, on whatever scheme and host people came by. */
const slashLess: MiddlewareHandler = async (c, next) => {
  await next();
  const { pathname, search } = new URL(c.req.url);
  if (c.res.status !== 404 || !['GET', 'HEAD'].includes(c.req.method) || !/.\/$/.test(pathname)) return;
  c.res = c.redirect(`/${pathname.replace(/^\/+|\/+$/g, '')}${search}`, 301);
};

const watched =
  ({ observe }: WebParts): MiddlewareHandler =>
  async (c, next) => {
    const start = performance.now();
    await next();
    observe?.(c.req.method, routePath(c, -1), c.res.status, (performance.now() - start) / 1000);
  };

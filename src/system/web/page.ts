import type { Context as HonoContext } from 'hono';
import type { ComponentChild } from 'preact';
import type { App } from '../../kernel/app.ts';
import type { Command, Reach } from '../../kernel/command.ts';
import { isRefusal, notFound, type Problem, type Refusal, Refused, statusOf } from '../../kernel/errors.ts';
import { answer, execute, locate } from '../../kernel/execute.ts';
import { mayReach, type Place } from '../../kernel/place.ts';
import type { Query } from '../../kernel/query.ts';
import { renderPage } from '../../ui/render.tsx';
import type { Visit } from '../../ui/visit.ts';
import { type Submitted, shape, type Values } from './formdata.ts';
import type { Session } from './session.ts';

/** A form that was sent and refused: what was typed, and what is wrong with it. */
export interface Attempt {
  values: Values;
  problems: Problem[];
}

/**
 * One request for a page: who comes, in which language, and the four things a page does.
 * `ask` and `do` carry the coalition that the address names.
 */
export interface Page {
  app: App;
  visit: Visit;
  session: Session | undefined;
  request: HonoContext;
  /** The coalition's slug from the address; empty where it names none. */
  slug: string;
  param(name: string): string;
  query(name: string): string | undefined;
  /**
   * The coalition of the address and what the person is in it, found once a request; the pure policies ask its actor.
   * Whoever does not belong is turned away here, unless the page is for `anyone` and shows nothing of the inside.
   */
  place(reach?: Reach): Promise<Place>;
  /** Answers a query, or ends the request with the page that fits the refusal. */
  ask<I, Sent, O>(query: Query<string, I, Sent, O>, input?: Sent): Promise<O>;
  /** Carries out a command with the form that was sent; `extra` comes from the address and wins. */
  do<I, Sent, F, V>(command: Command<string, I, Sent, F, V>, steps: Steps<Sent, V>): Promise<Response>;
  form(): Promise<Submitted>;
  show(node: ComponentChild, status?: number): Response;
  redirect(path: string): Response;
}

export interface Steps<Sent, Value> {
  extra?: Partial<Sent>;
  /** Changes the form's values before they are read by the command's schema. */
  prepare?: (values: Values) => Values;
  /** Where to go when it is done. */
  then: (value: Value) => string | Promise<string>;
  /** The page again, with what was typed and what is wrong. */
  otherwise: (attempt: Attempt) => Promise<ComponentChild> | ComponentChild;
}

export function pageOf(
  app: App,
  visit: Visit,
  session: Session | undefined,
  c: HonoContext,
  form: Submitted | undefined,
): Page {
  const slug = c.req.param('coalition') ?? '';
  const arrival = { person: session?.person ?? null, via: 'browser' as const, coalition: slug || undefined };
  const show = (node: ComponentChild, status = 200) => {
    const text = renderPage(visit, node);
    // So that compressing need not read it out of the answer again.
    c.set('text', text);
    return c.html(text, status as 200);
  };
  let located: Promise<Place> | undefined;
  const locateOnce = (): Promise<Place> => {
    located ??= locate(app, arrival).then((found) => {
      if (isRefusal(found)) throw new Refused(found);
      return found;
    });
    return located;
  };
  const page: Page = {
    app,
    visit,
    session,
    request: c,
    slug,
    param: (name) => c.req.param(name) ?? '',
    query: (name) => c.req.query(name) || undefined,
    show,
    redirect: (path) => c.redirect(path, 303),
    async place(reach = 'insiders') {
      const place = await locateOnce();
      const verdict = mayReach(reach, 'coalition', place);
      if (verdict !== true) throw new Refused(verdict);
      return place;
    },
    form: async () => form ?? { values: {}, files: {} },
    async ask(query, input) {
      const result = await answer(app, query, { ...arrival, input, place: await locateOnce() });
      if (!result.ok) throw new Refused(asPage(result.refusal));
      return result.value;
    },
    async do(command, { extra, prepare, then, otherwise }) {
      const values = form?.values ?? {};
      const shaped = shape(command.input, prepare ? prepare({ ...values }) : values, visit.format.zone);
      const input = { ...(shaped as object), ...extra };
      const key = values['_key']?.[0];
      const result = await execute(app, command, { ...arrival, input, key });
      if (result.ok) return c.redirect(await then(result.value), 303);
      const { refusal } = result;
      if (refusal.refused === 'not-found' || refusal.refused === 'unauthenticated') throw new Refused(refusal);
      return show(await otherwise({ values, problems: refusal.problems }), statusOf(refusal));
    },
  };
  return page;
}

/** On a page, a wrong query (`?after=nonsense`) is simply a page that does not exist. */
const asPage = (refusal: Refusal): Refusal => (refusal.refused === 'invalid' ? notFound() : refusal);

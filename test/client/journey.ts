// A coalition is founded, joined, and decides, by programs alone. This file is compiled against a client that was
// generated from the server's own document (see journey.test.ts), so every name and field in it is promised there.
import createClient from 'openapi-fetch';
import type { paths } from './api.gen.ts';

type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { field: string; key: string; message: string }[];
};

interface Given {
  url: string;
  language: string;
  slug: string;
  /** A list of organizations, as a file would have it. */
  roster: string;
  /** A token for each of them. */
  tokens: { coordinator: string; deciding: string; colleague: string; consulting: string };
  forward: (duration: { hours: number }) => void;
  now: () => Date;
}

/** Founds, invites, joins, proposes, votes, closes, ratifies; returns what a reader of the register then sees. */
export async function journey({ url, language, tokens, forward, now, ...given }: Given) {
  const headers = { 'Accept-Language': language };
  const as = (token?: string) =>
    createClient<paths>({ baseUrl: url, headers: token ? { ...headers, Authorization: `Bearer ${token}` } : headers });
  const in_ = (hours: number) => new Date(now().getTime() + hours * 3_600_000).toISOString();
  const coordinator = as(tokens.coordinator);

  const { slug } = done(
    await coordinator.POST('/api/v1/coalitions.found', {
      body: { name: 'River Kitchens', slug: given.slug, purpose: 'Nobody eats alone.', yourName: 'Mara Lindt' },
    }),
  );
  const here = { coalition: slug };
  const list = done(
    await coordinator.POST('/api/v1/members.beginImport', { body: { ...here, text: given.roster } }),
  ).import;
  const becomes = async (state: string) => {
    for (let tries = 0; tries < 200; tries++) {
      const query = { ...here, import: list };
      const shown = done(await coordinator.GET('/api/v1/members.showImport', { params: { query } }));
      if (shown.state === state) return shown;
      await new Promise((later) => setTimeout(later, 50));
    }
    throw new Error(`the list is never ${state}`);
  };
  const preview = await becomes('ready');
  done(await coordinator.POST('/api/v1/members.import', { body: { ...here, import: list } }));
  const imported = await becomes('done');
  const soup = done(
    await coordinator.POST('/api/v1/members.list', { body: { ...here, name: 'Soup at Six', peopleRepresented: 80 } }),
  ).member;
  const bakers = done(
    await coordinator.POST('/api/v1/members.list', { body: { ...here, name: 'Bakers’ Guild' } }),
  ).member;

  const joins = async (token: string, member: string, yourName: string, authority: 'decides' | 'consults') => {
    const invited = done(await coordinator.POST('/api/v1/members.invite', { body: { ...here, member } }));
    const read = done(
      await as().GET('/api/v1/members.readInvitation', { params: { query: { token: invited.token! } } }),
    );
    const answers = { whoWeAre: `${read.member!.name}, of the river bank.`, whyWeAreHere: 'We cook anyway.' };
    const joined = await as(token).POST('/api/v1/members.acceptInvitation', {
      body: { ...here, token: invited.token!, as: 'organization', yourName, authority, answers },
    });
    return done(joined).status;
  };
  const joined = [
    await joins(tokens.deciding, soup, 'Ada Birk', 'decides'),
    await joins(tokens.colleague, soup, 'Ben Osei', 'decides'),
    await joins(tokens.consulting, bakers, 'Cleo Marsh', 'consults'),
  ];

  const { proposal } = done(
    await as(tokens.deciding).POST('/api/v1/decisions.propose', {
      body: {
        ...here,
        question: 'Shall we share one van?',
        method: 'majority',
        closesAt: in_(24),
        ratifyBy: in_(48),
        forMember: soup,
      },
    }),
  );
  const decision = { ...here, proposal };
  done(
    await as(tokens.consulting).POST('/api/v1/decisions.comment', { body: { ...decision, body: 'Who insures it?' } }),
  );
  done(await coordinator.POST('/api/v1/decisions.open', { body: decision }));

  const yes = { answer: 'yes' as const };
  const cast = (token: string, member: string, more = {}) =>
    as(token).POST('/api/v1/decisions.castBallot', {
      body: { ...decision, member, choice: yes, ...more },
      params: { header: { 'Idempotency-Key': `ballot-${member}` } },
    });
  const ballot = done(await cast(tokens.deciding, soup)).ballot;
  const repeated = done(await cast(tokens.deciding, soup)).ballot;
  const second = await cast(tokens.colleague, soup);
  const alone = await cast(tokens.consulting, bakers);
  const provisional = done(
    await as(tokens.consulting).POST('/api/v1/decisions.castBallot', {
      body: { ...decision, member: bakers, choice: yes, basis: 'subject_to_ratification' },
    }),
  ).ballot;

  forward({ hours: 24 });
  const closed = done(await coordinator.POST('/api/v1/decisions.close', { body: decision }));
  done(
    await as(tokens.consulting).POST('/api/v1/decisions.ratify', {
      body: { ...here, ballot: provisional, answer: 'ratified', decidedHow: 'Our assembly, by show of hands.' },
    }),
  );
  const late = await cast(tokens.colleague, soup);

  const register = done(
    await coordinator.GET('/api/v1/decisions.register', { params: { query: { ...here, search: 'van' } } }),
  );
  const shown = done(await coordinator.GET('/api/v1/decisions.show', { params: { query: decision } }));
  const outsider = await as().GET('/api/v1/decisions.register', { params: { query: here } });
  let listed = 0;
  for (let after: string | undefined; ; ) {
    const query = { ...here, after, limit: 100 };
    const page = done(await coordinator.GET('/api/v1/members.roster', { params: { query } }));
    listed += page.items.length;
    if (page.next === null) break;
    after = page.next;
  }
  return {
    imported: [preview.counts.add, imported.counts.add],
    listed,
    joined,
    sameBallot: ballot === repeated,
    closed: [closed.result, closed.provisional],
    refused: { second: refused(second), alone: refused(alone), late: refused(late), outsider: refused(outsider) },
    register: register.items.map(({ number, question, status, result }) => ({ number, question, status, result })),
    votes: shown.roll.map(({ memberName, voted, choice, basis }) => ({ memberName, voted, choice, basis })),
    comments: shown.comments.map(({ by, body }) => ({ by, body })),
  };
}

type Answer<Data> = { data?: Data; error?: Problem; response: Response };

function done<Data>({ data, error, response }: Answer<Data>): Data {
  if (data === undefined) throw new Error(`${response.url}: ${JSON.stringify(error)}`);
  return data;
}

/** What was refused, by the name of the message and by its words. */
function refused({ error }: Answer<unknown>) {
  const first = error?.errors?.[0];
  return { status: error?.status, key: first?.key, message: first?.message };
}

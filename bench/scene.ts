// A coalition of many members that decides, made by the commands that make real ones, and copied into many where
// growth is measured.
import { createHmac, randomBytes } from 'node:crypto';
import { cookieSecret } from '../src/accounts/auth.ts';
import { found } from '../src/coalitions/commands.ts';
import { castBallot } from '../src/decisions/ballot-commands.ts';
import { open, propose } from '../src/decisions/commands.ts';
import { list } from '../src/members/commands.ts';
import { acceptInvitation, invite } from '../src/members/commands-invitations.ts';
import type { ConnectionOptions } from '../src/system/database/connect.ts';
import { addPerson } from '../test/story/people.ts';
import { tell } from '../test/story/world.ts';
import { asApp, asOwner, settle } from './database.ts';

export interface Scene {
  slug: string;
  coordinator: string;
  /** Each member with the person who decides for it. */
  voters: { member: string; person: string }[];
  /** The number of the decision that is open. */
  proposal: number;
}

const answers = { whoWeAre: 'The people of our street.', whyWeAreHere: 'We breathe this air.' };
const day = 24 * 3600 * 1000;

/** Founds a coalition whose members each have a voice, and opens a decision in it; `cast` of them have voted. */
export async function makeScene(
  connection: ConnectionOptions,
  { members, cast }: { members: number; cast: number },
): Promise<Scene> {
  const scene = await asApp(connection, async (app) => {
    const coordinator = await addPerson(app, 'Amal Haddad', 'amal@riverton.example');
    await asOwner(
      connection,
      (owner) => owner`insert into operators (person_id, since) values (${coordinator}, now())`,
    );
    const { slug } = await tell(app, coordinator, found, {
      name: 'Clean Air Riverton',
      slug: 'clean-air-riverton',
      purpose: 'Air that a child can breathe on every school day.',
      yourName: 'Amal Haddad',
    });
    const numbers = Array.from({ length: members }, (_, index) => index);
    const voters = await inParallel(numbers, async (number) => {
      const person = await addPerson(app, `Voice ${number}`, `voice${number}@riverton.example`);
      const about = { name: `Neighbours of Street ${number}`, place: 'Riverton', peopleRepresented: number };
      const { member } = await tell(app, coordinator, list, about, slug);
      const { token } = await tell(app, coordinator, invite, { member }, slug);
      const joining = { as: 'organization', authority: 'decides', yourName: `Voice ${number}`, answers } as const;
      await tell(app, person, acceptInvitation, { token: token!, ...joining }, slug);
      return { member, person };
    });
    const { proposal } = await tell(
      app,
      coordinator,
      propose,
      {
        question: 'Shall we ask the council to measure the air at the school gate?',
        background: 'It would cost the town little, and it would end an old quarrel about figures.',
        method: 'majority',
        closesAt: new Date(Date.now() + 7 * day).toISOString(),
      },
      slug,
    );
    await tell(app, coordinator, open, { proposal }, slug);
    await inParallel(voters.slice(0, cast), async ({ member, person }, index) => {
      const choice = { answer: index % 3 === 0 ? ('no' as const) : ('yes' as const) };
      await tell(app, person, castBallot, { proposal, member, choice }, slug);
    });
    return { slug, coordinator, voters, proposal };
  });
  // Real votes come over days.
  await asOwner(connection, async (owner) => {
    await owner`alter table ballots no force row level security`;
    await owner`
      update ballots b set cast_at = cast_at - n * interval '17 minutes'
      from (select id, row_number() over (order by id) as n from ballots) o where o.id = b.id`;
    await owner`alter table ballots force row level security`;
  });
  await settle(connection);
  return scene;
}

/** Some at a time, as many as there are connections. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index]!, index);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return results;
}

/** The headers with which somebody's browser comes, who is signed in. */
export async function signedIn(connection: ConnectionOptions, person: string): Promise<Record<string, string>> {
  const token = randomBytes(24).toString('base64url');
  await asOwner(
    connection,
    (owner) => owner`
      insert into sessions (id, user_id, token, user_agent, created_at, updated_at, seen_at, expires_at)
      values (gen_random_uuid(), ${person}, ${token}, '', now(), now(), now() + interval '1 day', now() + interval '1 day')`,
  );
  const key = await asApp(connection, async (app) => cookieSecret(app));
  const signature = createHmac('sha256', key).update(token).digest('base64');
  return {
    Cookie: `gb.session_token=${encodeURIComponent(`${token}.${signature}`)}`,
    'Accept-Encoding': 'br',
    'Accept-Language': 'en',
  };
}

/** Copies everything of the one coalition into others, until there are so many. */
export async function multiply(
  connection: ConnectionOptions,
  { slug, coordinator }: Scene,
  coalitions: number,
): Promise<void> {
  await asOwner(connection, async (owner) => {
    const [original] = await owner`select id from coalitions where slug = ${slug}`;
    await owner`
      insert into coalitions (id, slug, name, purpose, founded_at)
      select gen_random_uuid(), ${slug} || '-' || n, name || ' ' || n, purpose, founded_at
      from coalitions, generate_series(2, ${coalitions}::int) n where slug = ${slug}`;
    await owner`
      insert into membership_index (person_id, coalition_id)
      select m.person_id, c.id from membership_index m, coalitions c
      where m.coalition_id = ${original!.id} and c.id <> ${original!.id} and m.person_id <> ${coordinator}`;
    // Row-level security binds the owner too; what checks the copies has been checked in the original.
    await owner`set session_replication_role = replica`;
    const tenants = await owner`
      select c.relname as name, string_agg(quote_ident(a.attname), ', ') as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where obj_description(c.oid) = 'tenant' and a.attname <> 'coalition_id' group by c.relname`;
    for (const { name, columns } of tenants) {
      const own = columns
        .split(', ')
        .map((column: string) => `t.${column}`)
        .join(', ');
      await owner.unsafe(
        `insert into ${name} (coalition_id, ${columns}) select c.id, ${own} from ${name} t, coalitions c where t.coalition_id = '${original!.id}' and c.id <> '${original!.id}'`,
      );
    }
  });
  await settle(connection);
}

/** Makes the coalition's log so long, with what looks like votes of the last months. */
export async function lengthenLog(connection: ConnectionOptions, { slug }: Scene, rows: number): Promise<void> {
  await asOwner(
    connection,
    (owner) => owner`
      insert into activities (coalition_id, id, at, person_id, for_member, verb, about_kind, about_id, via)
      select a.coalition_id, gen_random_uuid(), a.at - n * interval '1 second', a.person_id, a.for_member, a.verb, a.about_kind, a.about_id, a.via
      from (select * from activities join coalitions c on c.id = coalition_id where c.slug = ${slug} and verb = 'decisions.castBallot' limit 1) a,
        generate_series(1, ${rows}::int) n`,
  );
  await settle(connection);
}

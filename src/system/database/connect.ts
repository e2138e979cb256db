import {
  CamelCasePlugin,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';
import postgres from 'postgres';
import type { CoalitionRef } from '../../kernel/command.ts';
import { type Connection, driverOn, poolDriver } from './driver.ts';
import { noConnection } from './failures.ts';
import type { DB } from './schema.gen.ts';

/** A handle on one transaction; the pool itself is never handed out, so it cannot be used inside one by mistake. */
export type Db = Kysely<DB>;

/** Which rows the database shows and takes during one request; see row-level security in the migrations. */
export interface RequestContext {
  person: string | null;
  /** The coalition written to; none for reads and for what belongs to no coalition. */
  writes?: string;
  /** The coalitions read from. */
  reads: string[];
  /** Also shows the rows that coalitions themselves made public. */
  publicly?: boolean;
}

export interface Database {
  transaction<T>(settings: RequestContext, work: (db: Db) => Promise<T>): Promise<T>;
  reading<T>(settings: RequestContext, work: (db: Db) => Promise<T>): Promise<T>;
  findPlace(
    slug: string | undefined,
    person: string | null,
  ): Promise<{ coalition?: CoalitionRef; inside: boolean; operator: boolean }>;
  /** The pool underneath, as the application role: for sign-in, jobs and listening. */
  pool: postgres.Sql;
  close(): Promise<void>;
}

export type ConnectionOptions = postgres.Options<Record<string, postgres.PostgresType>>;

const timeouts =
  "set local statement_timeout = '15s'; set local lock_timeout = '5s'; set local idle_in_transaction_session_timeout = '30s'";

/** Connects as the application role, which owns nothing and which row-level security binds. */
export function connect(options: string | ConnectionOptions, { connections = 10 } = {}): Database {
  const given = typeof options === 'string' ? postgresOptions(options) : options;
  const pool = postgres({
    ...given,
    max: connections,
    onnotice: () => {},
    // A database that went away is looked for twice a second, and nobody waits for it longer than this.
    connect_timeout: 5,
    backoff: () => 0.5,
    connection: {
      ...given.connection,
      role: 'greenbelt_app',
      application_name: 'greenbelt',
      statement_timeout: 15_000,
    },
    types,
  });
  return {
    pool,
    transaction: (settings, work) => within(pool, 'begin', settings, work),
    reading: (settings, work) => within(pool, 'begin read only', settings, work),
    findPlace: (slug, person) => findPlace(pool, slug, person),
    close: () => pool.end({ timeout: 5 }),
  };
}

/** Whole numbers stay exact up to 2^53, dates stay text: neither has a zone to be shifted by. */
const types = {
  bigint: { to: 20, from: [20], parse: Number, serialize: String },
  date: { to: 1082, from: [1082], parse: (text: string) => text, serialize: String },
} as unknown as ConnectionOptions['types'];

/** What an address says, for postgres.js. A socket is `postgres://user@localhost/name?host=/folder`. */
export const postgresOptions = (url: string): ConnectionOptions => {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    host: searchParams.get('host') ?? decodeURIComponent(hostname),
    port: port ? Number(port) : undefined,
    username: decodeURIComponent(username) || undefined,
    password: decodeURIComponent(password) || undefined,
    database: decodeURIComponent(pathname.slice(1)) || undefined,
    ssl: searchParams.get('sslmode') === 'require' ? 'require' : undefined,
  } as ConnectionOptions;
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `begin`, the timeouts and the context travel together with the first statement: one round trip instead of four. */
function opening(begin: string, { person, writes, reads, publicly }: RequestContext): string {
  const context = {
    person_id: person ?? '',
    coalition_id: writes ?? '',
    coalition_ids: reads.join(','),
    ...(publicly && { audience: 'public' }),
  };
  for (const id of [person, writes, ...reads]) if (id && !uuid.test(id)) throw new Error('context ids must be uuids');
  const settings = Object.entries(context).map(([key, value]) => `select app_ctx('${key}', '${value}')`);
  return [begin, 'set local role greenbelt_app', timeouts, ...settings].join('; ');
}

async function within<T>(
  pool: postgres.Sql,
  begin: string,
  settings: RequestContext,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  const connection = await reserve(pool);
  try {
    const opened = connection.unsafe(opening(begin, settings)).simple().execute();
    opened.catch(() => {});
    const db = new Kysely<DB>({ dialect: dialectWith(() => driverOn(connection, opened)), plugins: [camelCase] });
    const result = await work(db);
    await opened;
    await connection.unsafe('commit');
    return result;
  } catch (error) {
    await connection.unsafe('rollback').catch(() => {});
    throw error;
  } finally {
    connection.release();
  }
}

const patience = 10_000;

/** A connection for one transaction. Where all are busy and stay so, it is an error that says so, not endless waiting. */
async function reserve(pool: postgres.Sql): Promise<Connection> {
  const coming = pool.reserve() as unknown as Promise<Connection>;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error('no connection to the database was free'), { code: noConnection });
    timer = setTimeout(() => {
      reject(error);
      coming.then((unwanted) => unwanted.release()).catch(() => {});
    }, patience);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });
const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

const dialectWith = (createDriver: () => Driver): Dialect => ({
  createAdapter: () => adapter,
  createDriver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => compiler,
});

/** Kysely on the pool itself, outside of any request's context: for the sign-in library, which brings its own transactions. */
export const kyselyOn = (pool: postgres.Sql): Db =>
  new Kysely<DB>({ dialect: dialectWith(() => poolDriver(pool)), plugins: [camelCase] });

async function findPlace(pool: postgres.Sql, slug: string | undefined, person: string | null) {
  const [row] = await pool`
    select c.id, c.slug, c.name, c.audience, m.person_id is not null as inside, o.person_id is not null as operator
    from (select 1) one
    left join coalitions c on c.slug = ${slug ?? null}
    left join membership_index m on m.coalition_id = c.id and m.person_id = ${person}
    left join operators o on o.person_id = ${person}`;
  const { id, name, audience, inside, operator } = row!;
  return { coalition: id ? { id, slug: row!.slug, name, audience } : undefined, inside, operator };
}

/** Lets the rest of this transaction read a coalition that a token, not a membership, opened. Use it only after the token was checked. */
export async function openCoalition(db: Db, coalition: string): Promise<void> {
  await sql`select app_ctx('coalition_ids', ${coalition})`.execute(db);
}

/** Lets the rest of this transaction write to (and read) a coalition that it has itself just founded. */
export async function actIn(db: Db, coalition: string): Promise<void> {
  await sql`select app_ctx('coalition_id', ${coalition}), app_ctx('coalition_ids', ${coalition})`.execute(db);
}

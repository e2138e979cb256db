import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely';
import type postgres from 'postgres';

export type Connection = postgres.ReservedSql;

/**
 * Lets Kysely speak on one reserved connection whose transaction is already opened. The transaction's beginning and
 * its end are `within`'s affair (connect.ts); a savepoint is the only thing left to ask for here.
 */
export function driverOn(connection: Connection, opened: Promise<unknown>): Driver {
  const shared = speaking(connection, opened);
  const refuse = async () => {
    throw new Error('the transaction is already open');
  };
  return {
    init: async () => {},
    acquireConnection: async () => shared,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

/** Lets Kysely speak on a pool, for a library that wants to open transactions of its own. */
export function poolDriver(pool: postgres.Sql): Driver {
  const reserved = new WeakMap<DatabaseConnection, Connection>();
  const say = (text: string) => async (one: DatabaseConnection) => void (await reserved.get(one)!.unsafe(text));
  return {
    init: async () => {},
    async acquireConnection() {
      const connection = await pool.reserve();
      const one = speaking(connection, undefined);
      reserved.set(one, connection);
      return one;
    },
    beginTransaction: say('begin'),
    commitTransaction: say('commit'),
    rollbackTransaction: say('rollback'),
    releaseConnection: async (one) => reserved.get(one)!.release(),
    destroy: async () => {},
  };
}

function speaking(connection: Connection, opened: Promise<unknown> | undefined): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const running = connection.unsafe(query.sql, query.parameters as postgres.ParameterOrJSON<never>[], {
        prepare: true,
      });
      const [rows] = await Promise.all([running, opened]);
      const affected = rows.command === 'SELECT' ? undefined : BigInt(rows.count ?? 0);
      return { rows: Array.from(rows) as R[], numAffectedRows: affected };
    },
    streamQuery() {
      throw new Error('streaming is not used');
    },
  };
}

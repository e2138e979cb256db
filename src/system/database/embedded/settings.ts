// PostgreSQL's own settings, given on its command line so that they follow the program and not the data folder.
import { totalmem } from 'node:os';
import { socketPort } from './socket.ts';

const megabyte = 1024 * 1024;

/** Settings for a small machine that serves one Greenbelt. Not durable is for tests: it forgets on a power cut. */
export function serverSettings(durable: boolean): Record<string, string | number> {
  const memory = Math.floor(totalmem() / megabyte);
  return {
    listen_addresses: '',
    port: socketPort,
    unix_socket_permissions: '0700',
    max_connections: durable ? 60 : 200,
    // A coalition that has just imported its roster is not to wait a minute until the planner knows it is there.
    autovacuum_naptime: '10s',
    autovacuum_analyze_threshold: '25',
    shared_buffers: `${Math.max(32, Math.min(256, Math.floor(memory / 16)))}MB`,
    effective_cache_size: `${Math.max(64, Math.floor(memory / 3))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    max_wal_size: '512MB',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // The log is for the operator. Failed statements and their details would carry what people wrote.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
}

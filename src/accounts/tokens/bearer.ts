import type { App } from '../../kernel/app.ts';
import type { FindBearer } from '../../system/api/bearer.ts';
import { hashToken } from './commands.ts';

const minute = 60_000;

/** Finds whose token it is, and notes that it was used: to the minute, so that busy programs do not write all the time. */
export const bearerFinder =
  ({ database: { pool }, clock }: App): FindBearer =>
  async (token) => {
    if (!token.startsWith('gbt_')) return undefined;
    const now = clock.glance();
    const [row] = await pool`
      select t.id, t.person_id as person, t.scopes, c.slug as coalition,
        t.last_used_at is null or t.last_used_at < ${new Date(now.getTime() - minute)} as unnoted
      from api_tokens t left join coalitions c on c.id = t.coalition_id
      where t.token_hash = ${hashToken(token)} and t.revoked_at is null and t.expires_at > ${now}`;
    if (!row) return undefined;
    if (row.unnoted) await pool`update api_tokens set last_used_at = ${now} where id = ${row.id}`;
    const { id, person, scopes, coalition } = row;
    return { id, person, scopes, coalition };
  };

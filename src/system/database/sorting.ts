import { type RawBuilder, sql } from 'kysely';
import type { Lang } from '../i18n/languages.ts';
import type { Db } from './connect.ts';

const known = new Map<Lang, RawBuilder<unknown>>();

/**
 * The order of names in a language: `collate "es-x-icu"`, where this PostgreSQL was built with ICU, else its own order.
 * Without it capitals come first and accents last. Never in an index: ICU's order changes between its versions.
 */
export async function nameOrder(db: Db, lang: Lang): Promise<RawBuilder<unknown>> {
  const remembered = known.get(lang);
  if (remembered) return remembered;
  const name = `${lang}-x-icu`;
  const { rows } = await sql`select from pg_collation where collname = ${name}`.execute(db);
  const order = rows.length > 0 ? sql`collate ${sql.id(name)}` : sql``;
  known.set(lang, order);
  return order;
}

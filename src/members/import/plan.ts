// What importing a list would do, row by row. Pure: the page shows it, the import does exactly it.
import type { Problem } from '../../kernel/errors.ts';
import { nameKey, tidyWebsite, websiteKey } from '../names.ts';
import type { Listed, ListRow } from './read.ts';

/** A member that is on the roster already, as far as recognising it goes. */
export interface Known {
  id: string;
  externalId: string | null;
  nameKey: string | null;
  websiteKey: string;
}

export const does = ['add', 'there', 'twice', 'wrong'] as const;
export type Does = (typeof does)[number];

export type Step =
  | { does: 'add'; listed: Listed }
  /** On the roster already, known by this. */
  | { does: 'there'; by: 'id' | 'name' | 'website'; member: string; listed: Listed }
  /** The same as an earlier line of the list. */
  | { does: 'twice'; earlier: number }
  | { does: 'wrong'; problems: Problem[] };

/**
 * Rows are recognised by their own id, by name (a former one too), or by website: the last only where one member and
 * one row have it, because chapters share their parent's.
 * @param added rows of which somebody said that they are somebody else, whatever they have in common
 */
export function planner(rows: ListRow[], known: Known[], added: ReadonlySet<number> = new Set()) {
  const by = {
    id: new Map(known.flatMap((k) => (k.externalId === null ? [] : [[k.externalId, k]]))),
    name: new Map(known.flatMap((k) => (k.nameKey === null ? [] : [[k.nameKey, k]]))),
    website: onlyOnes(known, (k) => k.websiteKey),
  };
  const sites = onlyOnes(rows, (row) => siteOf(row.listed));
  const named = new Set(rows.flatMap((row) => (row.listed ? [nameKey(row.listed.name)] : [])));
  const earlier = new Map<string, number>();
  const matched = new Map<string, number>();

  return ({ position, line, listed, problems }: ListRow): Step => {
    if (!listed) return { does: 'wrong', problems };
    const key = nameKey(listed.name);
    const marks = [listed.externalId && `id ${listed.externalId}`, listed.kind === 'organization' && `name ${key}`];
    const before = marks.map((mark) => mark && earlier.get(mark)).find((found) => typeof found === 'number');
    for (const mark of marks) if (mark && !earlier.has(mark)) earlier.set(mark, line);
    if (before) return { does: 'twice', earlier: before };
    const there = (how: 'id' | 'name' | 'website', found: Known | undefined): Step | undefined => {
      if (!found) return undefined;
      const first = matched.get(found.id);
      if (first !== undefined) return { does: 'twice', earlier: first };
      matched.set(found.id, line);
      return { does: 'there', by: how, member: found.id, listed };
    };
    const byId = listed.externalId === '' ? undefined : by.id.get(listed.externalId);
    const names = [key, ...listed.formerly.map(nameKey)];
    const byName = listed.kind === 'organization' ? names.map((n) => by.name.get(n)).find(Boolean) : undefined;
    // Somebody else under the same name or id would not fit on the roster: only a website in common may be set aside.
    if (!added.has(position) || byId || by.name.has(key)) {
      const site = siteOf(listed);
      const bySite = listed.kind === 'organization' && site && sites.has(site) ? by.website.get(site) : undefined;
      const found =
        there('id', byId) ??
        there('name', byName) ??
        there('website', bySite?.nameKey && !named.has(bySite.nameKey) ? bySite : undefined);
      if (found) return found;
    }
    return { does: 'add', listed };
  };
}

const siteOf = (listed: Listed | undefined): string => (listed ? websiteKey(tidyWebsite(listed.website)!) : '');

function onlyOnes<T>(all: T[], key: (one: T) => string): Map<string, T> {
  const seen = new Map<string, T | null>();
  for (const one of all) {
    const k = key(one);
    if (k !== '') seen.set(k, seen.has(k) ? null : one);
  }
  return new Map([...seen].filter((entry): entry is [string, T] => entry[1] !== null));
}

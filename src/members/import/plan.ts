// What importing a list would do, row by row. Pure: the preview shows it, the import does exactly it.
import { createHash } from 'node:crypto';
import type { Problem } from '../../kernel/errors.ts';
import { nameKey, tidyWebsite, websiteKey } from '../names.ts';
import type { Listed, ListRow } from './read.ts';

/** A member that is on the roster already, as far as recognising it goes. */
export interface Known {
  id: string;
  name: string;
  externalId: string | null;
  nameKey: string | null;
  websiteKey: string;
}

export type Step = { row: number; name: string } & (
  | { does: 'add'; listed: Listed }
  /** On the roster already, known by this. */
  | { does: 'there'; by: 'id' | 'name' | 'website'; member: string; memberName: string }
  /** The same as an earlier row of the list. */
  | { does: 'twice'; earlier: number }
  | { does: 'wrong'; problems: Problem[] }
);

/**
 * Rows are recognised by their own id, by name (a former one too), or by website: the last only where one member and
 * one row have it, because chapters share their parent's.
 */
export function planImport(rows: ListRow[], known: Known[]): Step[] {
  const by = {
    id: new Map(known.flatMap((k) => (k.externalId === null ? [] : [[k.externalId, k]]))),
    name: new Map(known.flatMap((k) => (k.nameKey === null ? [] : [[k.nameKey, k]]))),
    website: onlyOnes(known, (k) => k.websiteKey),
  };
  const sites = onlyOnes(rows, (row) => siteOf(row.listed));
  const named = new Set(rows.flatMap((row) => (row.listed ? [nameKey(row.listed.name)] : [])));
  const earlier = new Map<string, number>();
  return rows.map(({ row, name, listed, problems }): Step => {
    if (!listed) return { row, name, does: 'wrong', problems };
    const key = nameKey(listed.name);
    const marks = [
      listed.externalId && `id ${listed.externalId}`,
      listed.kind === 'organization' && `name ${key}`,
    ].filter(Boolean) as string[];
    const before = marks.map((mark) => earlier.get(mark)).find((found) => found !== undefined);
    for (const mark of marks) if (!earlier.has(mark)) earlier.set(mark, row);
    if (before !== undefined) return { row, name, does: 'twice', earlier: before };
    const there = (by_: 'id' | 'name' | 'website', found: Known | undefined): Step | undefined =>
      found && { row, name, does: 'there', by: by_, member: found.id, memberName: found.name };
    const site = siteOf(listed);
    const bySite = site && sites.has(site) ? by.website.get(site) : undefined;
    return (
      there('id', listed.externalId === '' ? undefined : by.id.get(listed.externalId)) ??
      (listed.kind === 'organization'
        ? (there('name', [key, ...listed.previousNames.map(nameKey)].map((k) => by.name.get(k)).find(Boolean)) ??
          there('website', bySite?.nameKey && !named.has(bySite.nameKey) ? bySite : undefined))
        : undefined) ?? { row, name, does: 'add', listed }
    );
  });
}

/** Stands for a plan: the import is done only if it would still do what the preview showed. */
export function sealOf(steps: Step[]): string {
  return createHash('sha256').update(JSON.stringify(steps)).digest('base64url');
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

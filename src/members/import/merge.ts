// What a member will be after the import, field by field. Pure.
import { nameKey, searchable, tidyWebsite, websiteKey } from '../names.ts';
import type { Person } from './person.ts';
import type { Listed } from './read.ts';

/** What can be taken from the list for a member that is on the roster already. */
export const mergeFields = ['name', 'website', 'place', 'about', 'people', 'tie', 'id', 'contacts'] as const;
export type MergeField = (typeof mergeFields)[number];

/** A member as the roster has it now. */
export interface Ours {
  kind: string;
  name: string;
  website: string;
  place: string;
  about: string;
  peopleRepresented: number | null;
  tie: string | null;
  externalId: string | null;
  /** Names of the people to turn to. */
  contacts: string[];
}

/** The whole row of the member, as it is written. */
export interface Result {
  kind: string;
  name: string;
  nameKey: string | null;
  website: string;
  websiteKey: string;
  place: string;
  foundBy: string;
  about: string;
  peopleRepresented: number | null;
  tie: string | null;
  externalId: string | null;
}

/** How the fields of a member that is there are settled, where nobody chose. */
export type KnownRule = 'keep' | 'complete' | 'theirs';

type Side = string | number | null;

/** Both sides of every field that differs and of which the list says something. */
export function differing(ours: Ours, listed: Listed): Map<MergeField, { ours: Side; theirs: Side }> {
  const pairs: [MergeField, Side, Side][] = [
    ['name', ours.name, listed.name],
    ['website', ours.website, tidyWebsite(listed.website)!],
    ['place', ours.place, listed.place],
    ['about', ours.about, listed.about],
    ['people', ours.peopleRepresented, listed.peopleRepresented],
    ['tie', ours.tie, listed.tie],
    ['id', ours.externalId, listed.externalId],
    [
      'contacts',
      ours.contacts.join(', '),
      newPeople(ours, listed)
        .map(({ name, email }) => name || email)
        .join(', '),
    ],
  ];
  const said = pairs.filter(([, mine, theirs]) => theirs !== '' && theirs !== null && mine !== theirs);
  return new Map(said.map(([field, mine, theirs]) => [field, { ours: mine, theirs }]));
}

/** People of the list whom the roster does not have at this member. */
export const newPeople = (ours: Ours, listed: Listed): Person[] => {
  const there = new Set(ours.contacts.map(nameKey));
  return listed.people.filter(({ name, email }) => !there.has(nameKey(name || email)));
};

/** The fields that are taken from the list: those chosen, else what the rule says. People come in addition, never instead. */
export function taken(ours: Ours, listed: Listed, rule: KnownRule, chosen?: MergeField[]): MergeField[] {
  const fields = differing(ours, listed);
  if (chosen) return chosen.filter((field) => fields.has(field));
  if (rule === 'keep') return [];
  const blank = (side: Side) => side === '' || side === null;
  return [...fields].flatMap(([field, { ours: mine }]) =>
    rule === 'theirs' || field === 'contacts' || blank(mine) ? [field] : [],
  );
}

/** The member's row after the import. */
export function resultOf(listed: Listed, ours?: Ours, take: MergeField[] = []): Result {
  const from = <T>(field: MergeField, theirs: T, mine: T | undefined): T =>
    !ours || take.includes(field) ? theirs : (mine as T);
  const kind = ours?.kind ?? listed.kind;
  const name = from('name', listed.name, ours?.name);
  const website = from('website', tidyWebsite(listed.website)!, ours?.website);
  const place = from('place', listed.place, ours?.place);
  return {
    kind,
    name,
    nameKey: kind === 'organization' ? nameKey(name) : null,
    website,
    websiteKey: websiteKey(website),
    place,
    foundBy: searchable(`${name} ${place}`),
    about: from('about', listed.about, ours?.about),
    peopleRepresented: from('people', listed.peopleRepresented, ours?.peopleRepresented),
    tie: from('tie', listed.tie, ours?.tie),
    externalId: from('id', listed.externalId || null, ours?.externalId),
  };
}

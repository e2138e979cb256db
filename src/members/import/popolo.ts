// Popolo (popoloproject.com), the open format for who belongs to which organization: organizations become entries of the
// roster, persons the people to turn to at theirs, memberships what they are there.
import { z } from 'zod';
import type { Problem } from '../../kernel/errors.ts';
import { nameKey } from '../names.ts';
import type { Person, Role } from './person.ts';
import { fit, type Source, type SourceRow, wrongList } from './source.ts';

const word = z.union([z.string(), z.number().transform(String)]).catch('');
const details = z.array(z.looseObject({ type: word, value: word })).catch([]);
const organization = z.looseObject({
  id: word,
  name: word,
  classification: word,
  contact_details: details,
  links: z.array(z.looseObject({ url: word })).catch([]),
  other_names: z.array(z.looseObject({ name: word })).catch([]),
  area: z.looseObject({ name: word }).optional().catch(undefined),
});
const human = z.looseObject({ id: word, name: word, email: word, contact_details: details });
const membership = z.looseObject({
  person_id: word,
  organization_id: word,
  post_id: word,
  on_behalf_of_id: word,
  role: word,
  label: word,
  start_date: word,
  end_date: word,
});
const post = z.looseObject({ id: word, organization_id: word, role: word, label: word });
const popolo = z.looseObject({
  organizations: z.array(organization),
  persons: z.array(human).catch([]),
  memberships: z.array(membership).catch([]),
  posts: z.array(post).catch([]),
});

type Popolo = z.infer<typeof popolo>;

export const isPopolo = (parsed: unknown): boolean =>
  typeof parsed === 'object' &&
  parsed !== null &&
  'organizations' in parsed &&
  ('persons' in parsed || 'memberships' in parsed);

const titles = ['id', 'name', 'kind', 'classification', 'website', 'city', 'previous names', 'email', 'phone'];

export function readPopolo(parsed: unknown): Source | Problem {
  const read = popolo.safeParse(parsed);
  if (!read.success) return wrongList('imports.brokenPopolo', { where: fit(read.error.issues[0]!.path.join('.')) });
  const { organizations, persons, memberships } = read.data;
  const people = new Map(persons.map((one) => [one.id, one]));
  const known = new Set(organizations.map(({ id }) => id));
  const stray = memberships.findIndex((m) => !people.has(m.person_id) || !known.has(placeOf(read.data, m)));
  if (stray >= 0) return wrongList('imports.strayMembership', { number: stray + 1 });
  return { form: 'popolo', titles, rows: rowsOf(read.data), about: organizations.length + persons.length };
}

const placeOf = ({ posts }: Popolo, { organization_id, post_id }: Popolo['memberships'][number]): string =>
  organization_id || (posts.find(({ id }) => id === post_id)?.organization_id ?? '');

function* rowsOf(data: Popolo): Generator<SourceRow> {
  const persons = new Map(data.persons.map((one) => [one.id, one]));
  const at = new Map<string, Map<string, Person>>();
  const placed = new Set<string>();
  for (const one of data.memberships) {
    const place = placeOf(data, one);
    const here = at.get(place) ?? at.set(place, new Map()).get(place)!;
    const who = here.get(one.person_id) ?? personOf(persons.get(one.person_id)!);
    who.roles!.push(roleOf(data, one));
    here.set(one.person_id, who);
    placed.add(one.person_id);
  }
  let line = 0;
  const named = new Set<string>();
  for (const one of data.organizations) {
    // Its id says that it is another one, and a roster has a name once: the id tells them apart.
    const name = named.has(nameKey(one.name)) ? `${one.name.trim()} (${one.id})` : one.name;
    named.add(nameKey(name));
    const names = one.other_names.map(({ name }) => name).join('; ');
    const site = detail(one.contact_details, ['url', 'website']) || one.links[0]?.url || '';
    const cells = [one.id, name, 'organization', one.classification, site, one.area?.name ?? '', names];
    const reach = [detail(one.contact_details, ['email']), detail(one.contact_details, phones)];
    yield { line: ++line, cells: [...cells, ...reach].map(fit), people: [...(at.get(one.id)?.values() ?? [])] };
  }
  // Somebody who belongs to none of the organizations comes for themselves.
  for (const one of data.persons) {
    if (placed.has(one.id)) continue;
    const { name = '', email = '', phone = '' } = personOf(one);
    yield { line: ++line, cells: [one.id, name, 'individual', '', '', '', '', email, phone].map(fit) };
  }
}

const phones = ['voice', 'phone', 'cell', 'mobile'];
const detail = (all: z.infer<typeof details>, kinds: string[]): string =>
  all.find(({ type }) => kinds.includes(type))?.value ?? '';

const personOf = (one: Popolo['persons'][number]): Person & { roles: Role[] } => ({
  externalId: fit(one.id),
  name: fit(one.name),
  email: fit(one.email || detail(one.contact_details, ['email'])),
  phone: fit(detail(one.contact_details, phones)),
  roles: [],
});

const roleOf = ({ posts }: Popolo, one: Popolo['memberships'][number]): Role => {
  const post = posts.find(({ id }) => id === one.post_id);
  return {
    role: fit(one.role || one.label || post?.role || post?.label || ''),
    onBehalfOf: fit(one.on_behalf_of_id),
    from: fit(one.start_date),
    until: fit(one.end_date),
  };
};

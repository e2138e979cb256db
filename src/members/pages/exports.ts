// Every list as a file to keep: what the page shows, all of it.
import { csvResponse } from '../../system/web/csv.ts';
import type { Page } from '../../system/web/page.ts';
import type { Status, Tie } from '../fields.ts';
import { questions } from '../fields.ts';
import { roster } from '../queries.ts';
import { invitations } from '../queries-invitations.ts';
import { answersSideBySide, applications } from '../queries-joining.ts';
import { constituencies } from '../queries-words.ts';
import type { ListedMember, PresentLimit } from '../shapes.ts';

interface Filter {
  search?: string;
  status?: Status;
  constituency?: string;
  tie?: Tie;
  subject?: string;
}

/** The whole roster, page after page. */
export async function wholeRoster(page: Page, filter: Filter = {}): Promise<ListedMember[]> {
  const rows: ListedMember[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await page.ask(roster, { ...filter, after, limit: 200, language: page.visit.lang });
    rows.push(...items);
    if (next === null) return rows;
    after = next;
  }
}

export async function rosterCsv(page: Page, filter: Filter): Promise<Response> {
  const { t } = page.visit;
  return csvResponse(page.request, `${page.slug}-members.csv`, await wholeRoster(page, filter), {
    name: (row) => row.name,
    kind: (row) => row.kind,
    place: (row) => row.place,
    website: (row) => row.website,
    status: (row) => t('members.status', { status: row.status }),
    since: (row) => row.since,
    tie: (row) => row.tie,
    people: (row) => row.peopleRepresented,
    constituencies: (row) => row.constituencies.map((c) => c.name).join('; '),
    speaks: (row) =>
      row.voices.map((v) => `${v.name} (${t('members.authority', { authority: v.authority })})`).join('; '),
  });
}

const limitsSaid = (page: Page, limits: PresentLimit[]): string =>
  limits.map((limit) => `${limit.subject}: ${page.visit.t('members.limitKind', { kind: limit.kind })}`).join('; ');

export async function applicationsCsv(page: Page): Promise<Response> {
  const rows = await page.ask(applications);
  type Row = (typeof rows)[number];
  return csvResponse(page.request, `${page.slug}-applications.csv`, rows, {
    name: (row) => row.name,
    kind: (row) => row.kind,
    place: (row) => row.place,
    website: (row) => row.website,
    asked: (row) => row.since,
    by: (row) => row.by.map((by) => by.name).join('; '),
    ...Object.fromEntries(questions.map((question) => [question, (row: Row) => row.answers?.[question]])),
    limits: (row) => limitsSaid(page, row.limits),
  });
}

export async function sideBySideCsv(page: Page): Promise<Response> {
  const rows = await page.ask(answersSideBySide);
  type Row = (typeof rows)[number];
  return csvResponse(page.request, `${page.slug}-answers.csv`, rows, {
    name: (row) => row.name,
    answered: (row) => row.at,
    ...Object.fromEntries(questions.map((question) => [question, (row: Row) => row.answers[question]])),
    limits: (row) => limitsSaid(page, row.limits),
  });
}

export async function invitationsCsv(page: Page): Promise<Response> {
  return csvResponse(page.request, `${page.slug}-invitations.csv`, await page.ask(invitations), {
    member: (row) => row.member?.name,
    name: (row) => row.name,
    email: (row) => row.email,
    state: (row) => page.visit.t('members.invitationState', { state: row.state }),
    invited: (row) => row.at,
    until: (row) => row.until,
    by: (row) => row.by,
  });
}

export async function constituenciesCsv(page: Page): Promise<Response> {
  return csvResponse(page.request, `${page.slug}-constituencies.csv`, await page.ask(constituencies), {
    name: (row) => row.name,
    most_affected: (row) => (row.mostAffected ? 1 : 0),
    members: (row) => row.members,
  });
}

// Pabulib's files of participatory budgets (.pb): three tables under each other, META, PROJECTS and VOTES, with
// semicolons between cells. https://pabulib.org/format
import { parse } from 'csv-parse/sync';
import {
  ABSTAIN,
  type Checked,
  type Choice,
  type Option,
  ok,
  type Paper,
  type Problem,
  refuse,
  type Shape,
} from './ballot.ts';
import type { BallotFile } from './ballot-file.ts';
import { shown } from './choices.ts';
import { ONE, readFraction } from './exact.ts';

export function isPabulib(text: string): boolean {
  return /^\uFEFF?\s*META\s*;*\s*[\r\n]/i.test(text);
}

type Section = 'META' | 'PROJECTS' | 'VOTES';
type Line = { readonly line: number; readonly cells: readonly string[] };

export function readPabulib(text: string, shape: Shape): Checked<BallotFile> {
  const sections = sectionsOf(text);
  if (!sections) return refuse({ key: 'tally.pabulibCut' });
  const meta = new Map(sections.META.map(({ cells: [key = '', value = ''] }) => [key.toLowerCase(), value]));
  const kind = meta.get('vote_type')?.toLowerCase() ?? '';
  if (!SHAPES[kind]?.includes(shape)) return refuse({ key: 'tally.pabulibVotes', variables: { type: shown(kind) } });
  const projects = projectsOf(sections.PROJECTS);
  if (!projects.ok) return projects;
  const [head, ...lines] = sections.VOTES;
  const column = (name: string) => head?.cells.findIndex((cell) => cell.toLowerCase() === name) ?? -1;
  const [voteAt, pointsAt] = [column('vote'), column('points')];
  if (voteAt < 0 || lines.length === 0) return refuse({ key: 'tally.pabulibCut' });
  const papers: Paper[] = [];
  for (const { line, cells } of lines) {
    const choice = readVote(listOf(cells[voteAt]), listOf(cells[pointsAt]), projects.value, shape);
    if (!choice.ok) return { ok: false, problem: { ...choice.problem, at: { line } } };
    papers.push({ weight: ONE, status: 'counted', choice: choice.value });
  }
  const said = meta.get('num_votes');
  if (said && Number(said) !== papers.length)
    return refuse({ key: 'tally.preflibCut', variables: { announced: shown(said), found: `${papers.length}` } });
  const options = [...projects.value.values()];
  return ok({ options, papers, budget: meta.get('budget') ?? '', title: meta.get('description') ?? '' });
}

/** Which ballots each type of vote can be read as. */
const SHAPES: Readonly<Record<string, readonly Shape[]>> = {
  approval: ['approval'],
  ordinal: ['approval', 'ranking'],
  cumulative: ['approval', 'score'],
  scoring: ['approval', 'score'],
};

function sectionsOf(text: string): Record<Section, Line[]> | undefined {
  const found: Partial<Record<Section, Line[]>> = {};
  let at: Line[] | undefined;
  try {
    parse(text, {
      bom: true,
      delimiter: ';',
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[], { lines }) => {
        const title = cells.slice(1).every((cell) => cell === '') ? cells[0]!.toUpperCase() : '';
        if (title === 'META' || title === 'PROJECTS' || title === 'VOTES') {
          at = [];
          found[title] = at;
        } else at?.push({ line: lines, cells: cells.map((cell) => cell.normalize('NFC')) });
        return null;
      },
    });
  } catch {
    return undefined;
  }
  return found.META && found.PROJECTS && found.VOTES ? (found as Record<Section, Line[]>) : undefined;
}

/** By number. Where two bear the same name, the number tells them apart. */
function projectsOf([head, ...lines]: readonly Line[]): Checked<Map<string, Option>> {
  const column = (name: string) => head?.cells.findIndex((cell) => cell.toLowerCase() === name) ?? -1;
  const [idAt, costAt, nameAt] = [column('project_id'), column('cost'), column('name')];
  if (idAt < 0 || costAt < 0) return refuse({ key: 'tally.pabulibCut' });
  const nameOf = (cells: readonly string[]) => cells[nameAt] || cells[idAt]!;
  const names = lines.map(({ cells }) => nameOf(cells));
  const projects = new Map<string, Option>();
  for (const { line, cells } of lines) {
    const at = (problem: Problem) => ({ ok: false as const, problem: { ...problem, at: { line } } });
    const id = cells[idAt]!;
    const name =
      names.filter((other) => other === nameOf(cells)).length > 1 ? `${nameOf(cells)} (${id})` : nameOf(cells);
    const cost = readFraction(cells[costAt]);
    if (!cost)
      return at({ key: 'tally.costUnreadable', variables: { option: name, cost: shown(cells[costAt] ?? '') } });
    if (projects.has(id)) return at({ key: 'tally.optionTwice', variables: { option: id } });
    projects.set(id, { id: name, name, cost: cells[costAt]! });
  }
  return ok(projects);
}

const listOf = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

function readVote(
  vote: readonly string[],
  points: readonly string[],
  projects: ReadonlyMap<string, Option>,
  shape: Shape,
): Checked<Choice> {
  const ids: string[] = [];
  for (const one of vote) {
    const project = projects.get(one);
    if (!project) return refuse({ key: 'tally.optionUnknown', variables: { option: shown(one) } });
    if (ids.includes(project.id)) return refuse({ key: 'tally.optionTwice', variables: { option: project.name } });
    ids.push(project.id);
  }
  if (ids.length === 0) return ok(ABSTAIN);
  if (shape === 'ranking') return ok({ ranking: ids.map((id) => [id]) });
  if (shape === 'approval') return ok({ approved: ids });
  const scores = ids.map((id, place) => [id, Number(points[place])] as const);
  const wrong = scores.find(([, given]) => !Number.isSafeInteger(given) || given < 0);
  if (wrong) return refuse({ key: 'tally.csvCell', variables: { option: wrong[0], cell: shown(points.join(',')) } });
  return ok({ scores: Object.fromEntries(scores) });
}

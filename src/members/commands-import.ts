// Importing a list: shown row by row beforehand, then done as a whole or not at all, and never twice.
import { z } from 'zod';
import { command, type TimedContext } from '../kernel/command.ts';
import { conflict, invalid, type Refusal } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import { addListed } from './import/add.ts';
import { planImport, type Step, sealOf } from './import/plan.ts';
import { isList, readList } from './import/read.ts';
import { mayKeepRoster } from './policy.ts';

const text = z.string().min(1).max(3_000_000);
const problem = z.object({
  field: z.string(),
  key: z.string(),
  variables: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const step = z.object({
  row: z.int(),
  name: z.string(),
  does: z.enum(['add', 'there', 'twice', 'wrong']),
  /** By what it was recognised on the roster. */
  by: z.enum(['id', 'name', 'website']).nullable(),
  member: z.uuid().nullable(),
  memberName: z.string(),
  /** The earlier row of the list that is the same. */
  earlier: z.int().nullable(),
  problems: z.array(problem),
});
export type PreviewStep = z.infer<typeof step>;

const exampleText = 'name;website;place\nQuay Street Bakers;bakers.example;Riverton\nParish of St Brigid;;Old Town\n';

/** Tells row by row what importing a list would do. Writes nothing. */
export const previewImport = query({
  name: 'members.previewImport',
  scope: 'coalition',
  summary:
    'What importing a list (CSV or JSON) would do, row by row; nothing is written. Its seal goes with the import.',
  input: z.strictObject({ text }),
  output: z.object({
    seal: z.string(),
    count: z.object({ add: z.int(), there: z.int(), twice: z.int(), wrong: z.int() }),
    ignored: z.array(z.string()),
    steps: z.array(step),
  }),
  example: () => ({ text: exampleText }),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, { text }) {
    const read = readList(text);
    if (!isList(read)) return { refused: 'invalid', problems: [read] } satisfies Refusal;
    const steps = planImport(read.rows, await known(context));
    const count = { add: 0, there: 0, twice: 0, wrong: 0 };
    for (const { does } of steps) count[does]++;
    return { seal: sealOf(steps), count, ignored: read.ignored, steps: steps.map(shown) };
  },
});

const shown = (step: Step): PreviewStep => ({
  row: step.row,
  name: step.name,
  does: step.does,
  by: step.does === 'there' ? step.by : null,
  member: step.does === 'there' ? step.member : null,
  memberName: step.does === 'there' ? step.memberName : '',
  earlier: step.does === 'twice' ? step.earlier : null,
  problems: step.does === 'wrong' ? step.problems : [],
});

/** Adds every organization and person of a list that is not on the roster yet. */
export const importRoster = command({
  name: 'members.import',
  scope: 'coalition',
  summary: 'Put the organizations and people of a list on the roster, as members.previewImport showed: all or nothing.',
  input: z.strictObject({ text, seal: z.string().min(1).max(100) }),
  result: z.object({ added: z.int(), there: z.int() }),
  example: (story) => ({ text: exampleText, seal: story.importSeal }),
  async load({ db, coalition }) {
    // Two imports at once wait for each other here; the second then finds the roster changed.
    await db
      .insertInto('counters')
      .values({ coalitionId: coalition.id, name: 'imports', value: 1 })
      .onConflict((c) =>
        c.columns(['coalitionId', 'name']).doUpdateSet((e) => ({ value: e('counters.value', '+', 1) })),
      )
      .execute();
  },
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: {
    members_name_once: conflict('members.rosterChanged'),
    members_external_id: conflict('members.rosterChanged'),
    members_organization_once: conflict('members.rosterChanged'),
  },
  async run(context, _, { text, seal }) {
    const read = readList(text);
    if (!isList(read)) return { refused: 'invalid', problems: [read] };
    const steps = planImport(read.rows, await known(context));
    const wrong = steps.filter((step) => step.does === 'wrong').length;
    if (wrong > 0) return invalid('text', 'members.importHasWrong', { count: wrong });
    if (sealOf(steps) !== seal) return conflict('members.rosterChanged');
    const adding = steps.flatMap((step) => (step.does === 'add' ? [step.listed] : []));
    await addListed(context, adding);
    const { id } = context.coalition;
    return { about: { kind: 'coalition', id }, value: { added: adding.length, there: steps.length - adding.length } };
  },
});

const known = ({ db, coalition }: TimedContext) =>
  db
    .selectFrom('members')
    .select(['id', 'name', 'externalId', 'nameKey', 'websiteKey'])
    .where('coalitionId', '=', coalition.id)
    .orderBy('createdAt')
    .orderBy('id')
    .execute();

import { z } from 'zod';
import { isInsider } from '../kernel/actor.ts';
import { notFound } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import { occasions } from './occasions.ts';

const evidence = z.object({ claim: z.string(), source: z.string(), url: z.string() });
const shownCase = z.object({
  version: z.int(),
  occasion: z.enum(occasions),
  title: z.string(),
  happened: z.string(),
  affected: z.string(),
  difference: z.string(),
  evidence: z.array(evidence),
  audience: z.enum(['public', 'members']),
  at: z.date(),
});
export type ShownCase = z.infer<typeof shownCase>;

/** The case as it stands: for members, and for everybody if it was made public. */
export const readCase = query({
  name: 'forming.case',
  scope: 'coalition',
  reach: 'anyone',
  summary:
    'The case for the coalition as it stands; null where none was stated. Public only if its authors made it so.',
  input: z.strictObject({}),
  output: shownCase.nullable(),
  example: () => ({}),
  async run({ db, coalition, actor }) {
    const row = await db
      .selectFrom('cases')
      .select(['version', 'occasion', 'title', 'happened', 'affected', 'difference', 'evidence', 'audience', 'at'])
      .where('coalitionId', '=', coalition.id)
      .executeTakeFirst();
    // A private coalition without a public case is, to an outsider, no coalition at all.
    if (!row && !isInsider(actor))
      return notFound(coalition.audience === 'members' ? 'kernel.coalitionNotFound' : 'forming.noCase');
    return (row as ShownCase | undefined) ?? null;
  },
});

const version = shownCase.omit({ audience: true }).extend({ by: z.string() });
export type CaseVersion = z.infer<typeof version>;

/** What the case said from its beginning. */
export const caseVersions = query({
  name: 'forming.caseVersions',
  scope: 'coalition',
  summary: 'Every version of the case, the newest first, with who wrote it.',
  input: z.strictObject({}),
  output: z.array(version),
  example: () => ({}),
  async run({ db, coalition }) {
    const rows = await db
      .selectFrom('caseVersions as v')
      .leftJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 'v.coalitionId').onRef('p.personId', '=', 'v.byPerson'),
      )
      .select(['v.version', 'v.occasion', 'v.title', 'v.happened', 'v.affected', 'v.difference', 'v.evidence', 'v.at'])
      .select('p.name as by')
      .where('v.coalitionId', '=', coalition.id)
      .orderBy('v.version', 'desc')
      .execute();
    return rows.map((row) => ({ ...row, by: row.by ?? '' })) as CaseVersion[];
  },
});

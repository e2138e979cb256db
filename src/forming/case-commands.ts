// The case for a coalition: what calls for it now, whom it is about, and what would be different in a year.
// Invariant: what it said before stays readable inside; outside only the present text, and only if it says so.
import { z } from 'zod';
import { command } from '../kernel/command.ts';
import { invalid } from '../kernel/errors.ts';
import { line, text } from '../kernel/text.ts';
import { occasions } from './occasions.ts';
import { mayForm } from './policy.ts';

const webAddress = line(500).refine((typed) => typed === '' || /^https?:\/\/\S+$/i.test(typed), 'forming.addressWrong');

/** States the case, or restates it. */
export const stateCase = command({
  name: 'forming.stateCase',
  scope: 'coalition',
  summary: 'State the case for the coalition, or restate it; earlier versions are kept.',
  input: z.strictObject({
    occasion: z.enum(occasions),
    title: line(160).min(5),
    happened: text(5000).min(1),
    affected: text(5000).min(1),
    /** What would be different in a year. */
    difference: text(5000).min(1),
    evidence: z
      .array(z.strictObject({ claim: text(1000).min(1), source: line(300).min(1), url: webAddress.default('') }))
      .max(20)
      .default([]),
    /** `public`: whoever has the link may read it. */
    audience: z.enum(['public', 'members']).default('members'),
    /** The version on the screen, none for the first: somebody else's newer one is never overwritten. */
    basedOn: z.int().min(0).default(0),
  }),
  result: z.object({ version: z.int() }),
  example: () => ({
    occasion: 'information' as const,
    title: 'Diesel engines idle beside a school',
    happened: 'The clinic has counted the visits of one winter.',
    affected: 'Three hundred and ten children, and everybody who lives on Yard Street.',
    difference: 'The engines are off while they wait.',
    evidence: [{ claim: 'Every third child carries an inhaler.', source: 'The school nurse, January' }],
    basedOn: 2,
  }),
  load: ({ db, coalition }) =>
    db.selectFrom('cases').select('version').where('coalitionId', '=', coalition.id).forUpdate().executeTakeFirst(),
  may: ({ actor }) => mayForm(actor),
  conflicts: { case_versions_pkey: invalid('basedOn', 'forming.caseChanged') },
  async run({ db, coalition, actor, now }, present, { basedOn, audience, evidence, ...words }) {
    if (basedOn !== (present?.version ?? 0)) return invalid('basedOn', 'forming.caseChanged');
    const row = {
      coalitionId: coalition.id,
      version: basedOn + 1,
      ...words,
      evidence,
      byPerson: actor.person!,
      at: now,
    };
    await db.insertInto('caseVersions').values(row).execute();
    const { coalitionId, ...changed } = { ...row, audience };
    await db
      .insertInto('cases')
      .values({ coalitionId, ...changed })
      .onConflict((c) => c.column('coalitionId').doUpdateSet(changed))
      .execute();
    return { about: { kind: 'case', id: coalition.id }, value: { version: row.version } };
  },
});

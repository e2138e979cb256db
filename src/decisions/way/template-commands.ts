// Templates that a coalition keeps for itself: the rule and the hours of a decision under a name.
import { z } from 'zod';
import { command } from '../../kernel/command.ts';
import { conflict, notFound } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { line } from '../../kernel/text.ts';
import { proposalNumber } from '../inputs.ts';
import { maySee } from '../policy.ts';
import { findProposal } from '../proposal.ts';
import { mayKeepTemplate } from './policy.ts';
import { templateOf } from './templates.ts';

/** Keeps the rule and the hours of a decision under a name. */
export const saveTemplate = command({
  name: 'decisions.saveTemplate',
  scope: 'coalition',
  summary: 'Keep the rule and the hours of a decision as a template for later questions.',
  input: z.strictObject({ proposal: proposalNumber, name: line(80).min(2), note: line(200).default('') }),
  result: z.object({ id: z.uuid() }),
  example: (story) => ({ proposal: story.proposals.decided, name: 'Measuring together' }),
  load: (context, { proposal }) => findProposal(context, proposal),
  may: ({ actor }) => mayKeepTemplate(actor),
  conflicts: { decision_templates_name: conflict('way.templateNameTaken') },
  async run({ db, coalition, ids, actor, now }, proposal, { name, note }) {
    const { proposedAt } = await db
      .selectFrom('proposals')
      .select('proposedAt')
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', proposal.id)
      .executeTakeFirstOrThrow();
    const id = ids.next();
    const fields = { ...templateOf({ ...proposal, proposedAt }), name };
    await db
      .insertInto('decisionTemplates')
      .values({
        coalitionId: coalition.id,
        id,
        name,
        note,
        fields: JSON.parse(JSON.stringify(fields)),
        savedBy: actor.person!,
        at: now,
      })
      .execute();
    return { about: { kind: 'proposal', id: proposal.id }, value: { id } };
  },
});

/** Takes a template out of the list. What was decided by it stays. */
export const retireTemplate = command({
  name: 'decisions.retireTemplate',
  scope: 'coalition',
  summary: 'Take a template out of the list.',
  input: z.strictObject({ template: z.uuid() }),
  result: z.object({ id: z.uuid() }),
  example: (story) => ({ template: story.template }),
  may: ({ actor }) => mayKeepTemplate(actor),
  async run({ db, coalition, now }, _, { template }) {
    const row = await db
      .updateTable('decisionTemplates')
      .set({ retiredAt: now })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', template)
      .where('retiredAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!row) return notFound('way.templateNotFound');
    return { about: { kind: 'coalition', id: coalition.id }, value: { id: template } };
  },
});

/** The coalition's own templates, by name. */
export const savedTemplates = query({
  name: 'decisions.templates',
  scope: 'coalition',
  summary: 'The templates that this coalition keeps for its questions.',
  input: z.strictObject({}),
  output: z.array(
    z.object({ id: z.uuid(), name: z.string(), note: z.string(), fields: z.record(z.string(), z.json()) }),
  ),
  example: () => ({}),
  may: ({ actor }) => maySee(actor),
  run: ({ db, coalition }) =>
    db
      .selectFrom('decisionTemplates')
      .select(['id', 'name', 'note', 'fields'])
      .where('coalitionId', '=', coalition.id)
      .where('retiredAt', 'is', null)
      .orderBy('name')
      .execute() as Promise<{ id: string; name: string; note: string; fields: Record<string, string | number> }[]>,
});

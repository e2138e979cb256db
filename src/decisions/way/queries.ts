// The way to one decision: what happened to its text and its hours, and what follows from it.
import { z } from 'zod';
import { isRefusal } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { proposalNumber } from '../inputs.ts';
import { maySee } from '../policy.ts';
import { findProposal } from '../proposal.ts';
import { turnsOf } from './reading-turns.ts';
import { way } from './shapes.ts';

const numbered = z.coerce.number<number>().pipe(proposalNumber);

/** Everything about the way to a decision that is not its vote. */
export const showWay = query({
  name: 'decisions.way',
  scope: 'coalition',
  summary: 'The way to one decision: how its hours were moved and why.',
  input: z.strictObject({ proposal: numbered }),
  output: way,
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    return { turns: await turnsOf(context, proposal) };
  },
});

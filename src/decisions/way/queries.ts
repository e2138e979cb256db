// The way to one decision: what happened to its text and its hours, and what follows from it.
import { z } from 'zod';
import { isRefusal } from '../../kernel/errors.ts';
import { query } from '../../kernel/query.ts';
import { proposalNumber } from '../inputs.ts';
import { maySee } from '../policy.ts';
import { findProposal } from '../proposal.ts';
import { adviceOf, explanationsOf, followUpsOf, revisitsOf, soundingsOf, statementsOf } from './reading-after.ts';
import { amendmentsSeen } from './reading-amendments.ts';
import { linksOf, membersOf, turnsOf } from './reading-turns.ts';
import { way } from './shapes.ts';

const numbered = z.coerce.number<number>().pipe(proposalNumber);

/** Everything about the way to a decision that is not its vote. */
export const showWay = query({
  name: 'decisions.way',
  scope: 'coalition',
  summary: 'The way to one decision: amendments, temperature checks, advice, hours, and what follows from it.',
  input: z.strictObject({ proposal: numbered }),
  output: way,
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    const [turns, amendments, soundings, advice, statements, explanations, followUps, revisits, linked, members] =
      await Promise.all([
        turnsOf(context, proposal),
        amendmentsSeen(context, proposal),
        soundingsOf(context, proposal),
        adviceOf(context, proposal),
        statementsOf(context, proposal),
        explanationsOf(context, proposal),
        followUpsOf(context, proposal),
        revisitsOf(context, proposal),
        linksOf(context, proposal),
        membersOf(context),
      ]);
    return { turns, amendments, soundings, advice, statements, explanations, followUps, revisits, ...linked, members };
  },
});

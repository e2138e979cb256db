// One decision, for those who read it and those who must act on it.
import { z } from 'zod';
import { conflict, isRefusal } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import { optionsOf, papersOf } from './count.ts';
import { proposalNumber } from './inputs.ts';
import { maySee } from './policy.ts';
import { findProposal } from './proposal.ts';
import {
  commentsOf,
  factsOf,
  keptRuleOf,
  namedConcurrence,
  objectionsOf,
  outcomesOf,
  statusOf,
  versionsOf,
} from './reading.ts';
import { rollOf } from './reading-roll.ts';
import { type Decision, decision } from './shapes.ts';
import { writeExport } from './tally/export.ts';

const numbered = z.coerce.number<number>().pipe(proposalNumber);

/** Everything that stands on the page of one decision. */
export const show = query({
  name: 'decisions.show',
  scope: 'coalition',
  summary: 'One decision: its text in versions, rule, roll, objections, discussion and outcome.',
  input: z.strictObject({ proposal: numbered }),
  output: decision,
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    const [facts, versions, options, roll, objections, comments, outcomes] = await Promise.all([
      factsOf(context, proposal),
      versionsOf(context, proposal),
      optionsOf(context, proposal.id),
      rollOf(context, proposal),
      objectionsOf(context, proposal),
      commentsOf(context, proposal),
      outcomesOf(context, proposal),
    ]);
    return {
      number: proposal.number,
      status: statusOf(proposal, outcomes[0]?.provisionalUntil ?? null, context.now),
      version: proposal.version,
      method: proposal.method,
      seed: proposal.seed,
      settings: proposal.settings as Decision['settings'],
      quorum: proposal.quorum as Decision['quorum'],
      voters: proposal.voters,
      weights: proposal.weights as Decision['weights'],
      keptRule: await keptRuleOf(context, proposal),
      headQuorum: proposal.headQuorum as Decision['headQuorum'],
      concurrence: await namedConcurrence(context, proposal),
      silence: proposal.silence,
      judgedBy: proposal.judgedBy,
      ratificationAllowed: proposal.ratificationAllowed,
      ratifyBy: proposal.ratifyBy,
      opensAt: proposal.opensAt,
      closesAt: proposal.closesAt,
      pausedAt: proposal.pausedAt,
      amendment: proposal.amendment,
      ...facts,
      versions,
      options,
      roll,
      objections,
      comments,
      outcomes,
    };
  },
});

/** The ballots from which anybody recomputes the outcome: the "greenbelt-ballots" export, without who cast what. */
export const ballots = query({
  name: 'decisions.ballots',
  scope: 'coalition',
  summary: 'The ballots of a closed decision, for recomputing the outcome. Says nothing about who cast which.',
  input: z.strictObject({ proposal: numbered }),
  output: z.looseObject({ format: z.literal('greenbelt-ballots'), version: z.literal([1, 2]) }),
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    if (proposal.stage !== 'closed') return conflict('decisions.notClosed');
    const { ask, papers } = await papersOf(context, proposal);
    return { ...writeExport({ text: proposal.question, coalition: context.coalition.name, number }, ask, papers) };
  },
});

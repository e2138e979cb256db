// One decision, for those who read it and those who must act on it.
import { z } from 'zod';
import { conflict, isRefusal } from '../kernel/errors.ts';
import { query } from '../kernel/query.ts';
import { optionsOf } from './count.ts';
import { carriedViews } from './delegations/carried.ts';
import { proposalNumber } from './inputs.ts';
import { mandatedOf, mandatesOf } from './mandates/reading.ts';
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
import { writeSealedFile } from './seal/file.ts';
import { findSeal } from './seal/sealed.ts';
import { type Decision, decision } from './shapes.ts';
import { takenBackOf } from './withdrawals.ts';

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
    const [facts, versions, options, roll, objections, comments, outcomes, mandates, mandated, takenBack, seal] =
      await Promise.all([
        factsOf(context, proposal),
        versionsOf(context, proposal),
        optionsOf(context, proposal.id),
        rollOf(context, proposal),
        objectionsOf(context, proposal),
        commentsOf(context, proposal),
        outcomesOf(context, proposal),
        mandatesOf(context, proposal),
        mandatedOf(context, proposal),
        takenBackOf(context, proposal),
        findSeal(context, proposal.id),
      ]);
    return {
      number: proposal.number,
      status: statusOf(proposal, outcomes[0]?.provisionalUntil ?? null, context.now),
      version: proposal.version,
      method: proposal.method,
      secrecy: proposal.secrecy,
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
      mandateRequired: proposal.mandateRequired,
      mandateDeviation: proposal.mandateDeviation,
      splitAllowed: proposal.splitAllowed,
      delegationAllowed: proposal.delegationAllowed,
      carried: await carriedViews(context, proposal),
      mandates,
      mandated,
      takenBack,
      opensAt: proposal.opensAt,
      closesAt: proposal.closesAt,
      pausedAt: proposal.pausedAt,
      amendment: proposal.amendment,
      ...facts,
      versions,
      options,
      roll,
      // The first leaf is the rule, then come the voters.
      seal: seal ? { root: seal.root, at: seal.at, papers: seal.size - 1 - roll.length } : null,
      objections,
      comments,
      outcomes,
    };
  },
});

/** The sealed ballots, from which anybody checks the seal and recomputes the outcome: the "greenbelt-ballots" export. */
export const ballots = query({
  name: 'decisions.ballots',
  scope: 'coalition',
  summary: 'The sealed ballots of a closed decision, with its rule, roll and outcome. Not which ballot is whose.',
  input: z.strictObject({ proposal: numbered }),
  output: z.looseObject({ format: z.literal('greenbelt-ballots'), version: z.literal([1, 2]) }),
  example: (story) => ({ proposal: story.proposals.decided }),
  may: ({ actor }) => maySee(actor),
  async run(context, { proposal: number }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    if (proposal.stage !== 'closed') return conflict('decisions.notClosed');
    const seal = await findSeal(context, proposal.id);
    return seal ? writeSealedFile(context, proposal, seal) : conflict('secrecy.notSealed');
  },
});

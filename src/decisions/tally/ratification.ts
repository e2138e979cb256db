// Ballots cast subject to ratification: a representative who must consult votes, and her member says yes or no until a
// date. Until then the paper is provisional. Ratified, it counts like any other. Refused, it becomes an abstention: the
// member took part, but nothing is counted in its name. Silence until the date follows the rule of the proposal.
import { ABSTAIN, type Paper } from './ballot.ts';

export interface Ratification {
  /** The member's answer counts if it came before this moment. */
  readonly by: Temporal.Instant;
  readonly answer?: { readonly says: 'ratified' | 'refused'; readonly at: Temporal.Instant };
}

/** What silence means when the date has passed. */
export type SilenceRule = 'lapses' | 'stands';

export type RatificationState = 'ratified' | 'refused' | 'pending' | 'lapsed' | 'stood';

export interface Ballot {
  readonly paper: Omit<Paper, 'status'>;
  /** Null for a representative who may decide. */
  readonly ratification: Ratification | null;
  /** The place on the roll and the row it comes from; a secret paper has neither. */
  readonly entry?: string;
  readonly id?: string;
}

/** How a ratification stands at this moment. `stood`: nobody answered, and the rule lets the ballot stand. */
export function ratificationState(
  ratification: Ratification,
  silence: SilenceRule,
  now: Temporal.Instant,
): RatificationState {
  const { by, answer } = ratification;
  if (answer && Temporal.Instant.compare(answer.at, by) < 0) return answer.says;
  if (Temporal.Instant.compare(now, by) < 0) return 'pending';
  return silence === 'stands' ? 'stood' : 'lapsed';
}

/** The papers as they count at this moment, in the order given. */
export function settle(ballots: readonly Ballot[], silence: SilenceRule, now: Temporal.Instant): readonly Paper[] {
  return ballots.map(({ paper, ratification }) => {
    const state = ratification ? ratificationState(ratification, silence, now) : 'ratified';
    if (state === 'refused' || state === 'lapsed') return { ...paper, status: 'counted', choice: ABSTAIN };
    return { ...paper, status: state === 'pending' ? 'provisional' : 'counted' };
  });
}

/** Until when the outcome is provisional: the last date that somebody still has, or null when it is final. */
export function provisionalUntil(
  ballots: readonly Ballot[],
  silence: SilenceRule,
  now: Temporal.Instant,
): Temporal.Instant | null {
  let last: Temporal.Instant | null = null;
  for (const { ratification } of ballots) {
    if (!ratification || ratificationState(ratification, silence, now) !== 'pending') continue;
    if (!last || Temporal.Instant.compare(ratification.by, last) > 0) last = ratification.by;
  }
  return last;
}

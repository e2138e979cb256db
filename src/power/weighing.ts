// Weights that a coalition might agree on, all in whole votes, so that anybody can say what a member's vote weighs.

export const weighings = ['equal', 'people', 'capped', 'root'] as const;

export interface Weighing {
  readonly by: (typeof weighings)[number];
  /** `people` and `capped`: one vote for so many people, and one for what is left over. */
  readonly peoplePerVote: number;
  /** `capped`: no member has more than so many percent of all votes. */
  readonly cap: number;
}

/** The votes of members who speak for so many people each. */
export function weigh(people: readonly number[], { by, peoplePerVote, cap }: Weighing): bigint[] {
  if (by === 'equal') return people.map(() => 1n);
  // Penrose (1946): a person's chance to decide inside a group of n falls with the square root of n.
  if (by === 'root') return people.map((count) => BigInt(Math.round(Math.sqrt(count))));
  const votes = people.map((count) => BigInt(Math.ceil(count / peoplePerVote)));
  return by === 'people' ? votes : capped(votes, BigInt(cap));
}

/**
 * Cuts the heaviest so far that each has at most the share, of what all have after the cut. When there are too few
 * members for that, all who have votes have the same.
 */
function capped(votes: readonly bigint[], percent: bigint): bigint[] {
  const sorted = votes.filter((vote) => vote > 0n).sort((a, b) => (a < b ? 1 : -1));
  if (BigInt(sorted.length) * percent <= 100n) return votes.map((vote) => (vote > 0n ? 1n : 0n));
  let rest = sorted.reduce((all, vote) => all + vote, 0n);
  for (const [cut, heaviest] of sorted.entries()) {
    // With `most` for those already cut: most = percent / 100 * (cut * most + rest).
    const left = 100n - BigInt(cut) * percent;
    if (heaviest * left <= percent * rest) {
      const most = cut === 0 ? heaviest : (percent * rest) / left;
      return votes.map((vote) => (vote > most ? (most > 0n ? most : 1n) : vote));
    }
    rest -= heaviest;
  }
  return [...votes];
}

// The method of equal shares: every voter has the same share of the seats to spend, a seat is paid for by those who
// approve its option, and the one that costs each of them least comes first. Seats that nobody can pay for any more are
// filled by Phragmén's sequential rule, starting from what each voter has spent.
// D. Peters and P. Skowron, "Proportionality and the limits of welfarism", EC 2020, arXiv:1911.11747;
// completion as in M. Lackner and P. Skowron, Multi-Winner Voting with Approval Preferences (2023), section 2.
import type { OptionId, Round } from './ballot.ts';
import { type Bloc, best, tellSeat } from './blocs.ts';
import { committeeMethod, type Electorate } from './committee.ts';
import { add, compare, divide, type Fraction, fraction, multiply, ONE, subtract, ZERO } from './exact.ts';

export const equalShares = committeeMethod(
  {
    name: 'equal-shares',
    title: 'tally.equalSharesTitle',
    explain: 'tally.equalSharesExplain',
    elected: 'tally.committeeElected',
  },
  fill,
);

/** What each single voter of a bloc still has. */
type Purses = Map<Bloc, Fraction>;

function fill({ options, blocs, weight, seats, seed }: Electorate): Round[] {
  const share = divide(fraction(seats), weight);
  const purses: Purses = new Map(blocs.map((bloc) => [bloc, share]));
  const rounds: Round[] = [];
  seatBySeat(priceForAll, (purse, price) => (compare(purse, price) <= 0 ? ZERO : subtract(purse, price)));
  // From here on purses hold what has been spent: Phragmén's loads.
  for (const [bloc, purse] of purses) purses.set(bloc, subtract(share, purse));
  seatBySeat(load, (_, price) => price);
  return rounds;

  function seatBySeat(priceOf: typeof load, pay: (purse: Fraction, price: Fraction) => Fraction): void {
    while (rounds.length < seats) {
      const elected = rounds.flatMap((round) => round.elected);
      const prices = new Map<OptionId, Fraction>();
      for (const option of options) {
        const supporters = elected.includes(option) ? [] : blocs.filter(({ approved }) => approved.has(option));
        const price = priceOf(supporters, purses);
        if (price) prices.set(option, price);
      }
      if (prices.size === 0) return;
      const { picked, ties } = best(prices, 'lowest', seed);
      for (const bloc of blocs) {
        if (bloc.approved.has(picked)) purses.set(bloc, pay(purses.get(bloc)!, prices.get(picked)!));
      }
      rounds.push(tellSeat(prices, 'price', picked, ties));
    }
  }
}

/** The least that each supporter pays at most, if those who have less give all they have; none if it is too dear. */
function priceForAll(supporters: readonly Bloc[], purses: Purses): Fraction | undefined {
  let cost = ONE;
  let paying = supporters.reduce((sum, { weight }) => add(sum, weight), ZERO);
  for (const bloc of supporters.toSorted((a, b) => compare(purses.get(a)!, purses.get(b)!))) {
    if (paying.n === 0n) return undefined;
    const price = divide(cost, paying);
    if (compare(price, purses.get(bloc)!) <= 0) return price;
    cost = subtract(cost, multiply(bloc.weight, purses.get(bloc)!));
    paying = subtract(paying, bloc.weight);
  }
  return undefined;
}

/** Phragmén: what each supporter has spent afterwards, if all of them come to the same. */
function load(supporters: readonly Bloc[], loads: Purses): Fraction | undefined {
  let sum = ONE;
  let weight = ZERO;
  for (const bloc of supporters) {
    sum = add(sum, multiply(bloc.weight, loads.get(bloc)!));
    weight = add(weight, bloc.weight);
  }
  return weight.n === 0n ? undefined : divide(sum, weight);
}

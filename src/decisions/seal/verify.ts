// Does a sealed file fit together? Everything is worked out anew from the file alone: the seal, the roll, the weights,
// what ratifications made of the ballots, the quorum, the rounds and the outcome. No database, no clock.
import { type Checked, ok, type Problem } from '../tally/ballot.ts';
import { isRecord } from '../tally/choices.ts';
import { type Count, count } from '../tally/count.ts';
import { add, amount, compare, type Fraction, fraction, readFraction, subtract, sum, ZERO } from '../tally/exact.ts';
import { type ReadExport, readExport } from '../tally/export.ts';
import { canonical } from './canonical.ts';
import { countedAs, type FiledVoter, unruled } from './file.ts';
import { type FiledPaper, hashOf, inOrder, type Kind, type Leaf, leafOf, sealedBallotOf } from './leaves.ts';
import { merkleRoot, rootFrom } from './merkle.ts';

export const checks = [
  'seal',
  'root',
  'receipt',
  'order',
  'roll',
  'weights',
  'ratification',
  'quorum',
  'rounds',
  'outcome',
] as const;
export interface Check {
  readonly check: (typeof checks)[number];
  readonly ok: boolean;
  readonly told: Readonly<Record<string, string | number>>;
}

export interface Verified {
  readonly root: string;
  readonly read: ReadExport;
  readonly count: Count;
  readonly checks: readonly Check[];
}

interface Given {
  /** The seal as it stood in a mail or on the page. */
  readonly root?: string;
  readonly receipt?: unknown;
}

interface SealedFile extends Record<string, unknown> {
  voters: FiledVoter[];
  papers: FiledPaper[];
  seal: { root: string; size: number; ruleSalt: string };
  outcome: { result: string; count: Count };
  countedAt: string;
  secrecy: string;
  silence: 'lapses' | 'stands';
}

/** Refuses what is no sealed file at all; else says of each check whether it holds. */
export function verify(given: unknown, { root, receipt }: Given = {}): Checked<Verified> {
  const read = readExport(given);
  if (!read.ok) return read;
  const wrong = unsealed(given as Record<string, unknown>);
  if (wrong) return { ok: false, problem: wrong };
  const file = given as SealedFile;
  const counted = count(read.value.ask, read.value.papers);
  if (!counted.ok) return counted;
  const leaves = leavesIn(file);
  const hashes = leaves.map(hashOf);
  const found = merkleRoot(hashes).toString('hex');
  const holds = found === file.seal.root && file.seal.size === leaves.length;
  const again = JSON.parse(JSON.stringify(counted.value)) as Count;
  const same = (a: unknown, b: unknown) => canonical(a ?? null) === canonical(b ?? null);
  const filed = file.outcome.count;
  const voted = file.voters.filter((voter) => voter.voted);
  return ok({
    root: found,
    read: read.value,
    count: counted.value,
    checks: [
      check('seal', holds),
      ...(root === undefined ? [] : [check('root', root.trim().toLowerCase() === found)]),
      ...(receipt === undefined ? [] : [check('receipt', receiptHolds(receipt, found, leaves.length))]),
      check('order', isOrdered(file, leaves)),
      check('roll', rollAddsUp(file, read.value), {
        entries: file.voters.length,
        weight: amount(weightOf(file.voters)),
      }),
      check('weights', weightsFit(file, voted, read.value.ask.roll.paper), { weight: amount(weightOf(voted)) }),
      check('ratification', ratificationsFit(file)),
      check('quorum', same(again.quorum, filed.quorum)),
      check('rounds', same(again.outcome.rounds, filed.outcome?.rounds)),
      check('outcome', same(again, filed) && again.result === file.outcome.result),
    ],
  });
}

const check = (name: Check['check'], holds: boolean, told: Check['told'] = {}): Check => ({
  check: name,
  ok: holds,
  told,
});

/** What a sealed file must have to be looked at. */
function unsealed(file: Record<string, unknown>): Problem | undefined {
  const { seal, outcome, voters, papers, countedAt, silence } = file;
  if (seal === undefined) return { key: 'secrecy.verify.unsealed' };
  const incomplete = (field: string): Problem => ({ key: 'tally.exportIncomplete', variables: { field } });
  if (!isRecord(seal) || typeof seal.root !== 'string' || typeof seal.ruleSalt !== 'string') return incomplete('seal');
  if (!isRecord(outcome) || !isRecord(outcome.count)) return incomplete('outcome');
  if (!Array.isArray(voters) || !voters.every(isVoter)) return incomplete('voters');
  if (!(papers as unknown[]).every((paper) => isRecord(paper) && typeof paper.salt === 'string'))
    return incomplete('papers');
  if (!(papers as FiledPaper[]).every(({ ratification }) => ratification === undefined || isRatification(ratification)))
    return incomplete('papers.ratification');
  if (!isMoment(countedAt)) return incomplete('countedAt');
  return silence === 'lapses' || silence === 'stands' ? undefined : incomplete('silence');
}

const isVoter = (voter: unknown): boolean =>
  isRecord(voter) &&
  (typeof voter.member === 'string' || typeof voter.person === 'string') &&
  typeof voter.salt === 'string' &&
  typeof voter.voted === 'boolean' &&
  readFraction(voter.weight) !== undefined;

const isRatification = (given: unknown): boolean =>
  isRecord(given) && isMoment(given.by) && isRecord(given.cast) && (given.at === undefined || isMoment(given.at));

function isMoment(value: unknown): value is string {
  try {
    return typeof value === 'string' && Temporal.Instant.from(value) !== undefined;
  } catch {
    return false;
  }
}

function leavesIn(file: SealedFile): Leaf[] {
  const rule = Object.fromEntries(
    Object.entries(file).filter(([name]) => !(unruled as readonly string[]).includes(name)),
  );
  return [
    leafOf('rule', rule, file.seal.ruleSalt),
    ...file.voters.map(({ name: _, salt, ...voter }) => leafOf('voter', voter, salt)),
    ...file.papers.map((paper) => leafOf('ballot', sealedBallotOf(paper), paper.salt)),
  ];
}

function isOrdered({ voters }: SealedFile, leaves: readonly Leaf[]): boolean {
  const follows = (leaf: Leaf, place: number) => {
    const next = leaves[place + 1];
    return next === undefined || next.kind !== leaf.kind || inOrder(leaf, next) < 0;
  };
  return (
    leaves.every(follows) && new Set(voters.map(({ member, person }) => `${member} ${person}`)).size === voters.length
  );
}

const weightOf = (all: readonly { weight: string }[]): Fraction => sum(all.map(({ weight }) => readFraction(weight)!));

function rollAddsUp({ voters }: SealedFile, { ask: { roll } }: ReadExport): boolean {
  // Whoever votes on paper stands on the roll as a number.
  const paper = roll.paper ?? 0;
  const of = (group: string) => voters.filter(({ groups }) => groups?.includes(group));
  return (
    roll.entries === voters.length + paper &&
    amount(roll.weight) === amount(add(weightOf(voters), fraction(paper))) &&
    (roll.groups ?? []).every(
      ({ id, entries, weight }) => of(id).length === entries && amount(weightOf(of(id))) === amount(weight),
    ) &&
    (roll.people === undefined ||
      amount(roll.people) === amount(sum(voters.map(({ people }) => readFraction(people ?? '0')!))))
  );
}

/** In a secret vote papers are sums; elsewhere each voter's weight is on a paper, or split over several. */
function weightsFit({ papers, secrecy }: SealedFile, voted: readonly FiledVoter[], paper?: number): boolean {
  // Paper comes on top of the voters with names, and never passes the number that was said before the opening.
  if (paper !== undefined) {
    const more = subtract(weightOf(papers), weightOf(voted));
    return compare(more, ZERO) >= 0 && compare(more, fraction(paper)) <= 0;
  }
  if (amount(weightOf(papers)) !== amount(weightOf(voted))) return false;
  if (secrecy === 'secret') return true;
  if (papers.length < voted.length) return false;
  const sorted = (all: readonly { weight: string }[]) => all.map(({ weight }) => weight).sort();
  return papers.length > voted.length || canonical(sorted(papers)) === canonical(sorted(voted));
}

function ratificationsFit({ papers, silence, countedAt }: SealedFile): boolean {
  const at = Temporal.Instant.from(countedAt);
  return papers.every(({ choice, status, ratification }) => {
    if (!ratification) return status === 'counted';
    const { cast, ...rest } = ratification;
    return canonical(countedAs(cast, rest, silence, at)) === canonical({ choice, status });
  });
}

/** Each leaf that the receipt shows stands where it says, in a tree with this root. */
function receiptHolds(receipt: unknown, root: string, size: number): boolean {
  if (!isRecord(receipt) || receipt.root !== root || receipt.size !== size || !Array.isArray(receipt.leaves))
    return false;
  return (
    receipt.leaves.length > 0 &&
    receipt.leaves.every((leaf: unknown) => {
      if (!isRecord(leaf) || typeof leaf.salt !== 'string' || !Array.isArray(leaf.proof)) return false;
      const hash = hashOf(leafOf(leaf.kind as Kind, leaf.content, leaf.salt));
      const proof = leaf.proof.map((step: unknown) => Buffer.from(String(step), 'hex'));
      return rootFrom(hash, leaf.index as number, size, proof)?.toString('hex') === root;
    })
  );
}

/** Whether all of it fits. */
export const isIntact = ({ checks: all }: Verified): boolean => all.every((one) => one.ok);

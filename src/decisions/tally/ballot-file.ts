// Ballots in any of the forms that others write them in, recognised by how the file begins.
import { type Checked, type Choice, type Method, type Option, ok, refuse } from './ballot.ts';
import { readBlt } from './blt.ts';
import { rankingOf } from './choices.ts';
import { ZERO } from './exact.ts';
import { isPabulib, readPabulib } from './pabulib.ts';
import { isPrefLib, readPrefLib } from './preflib.ts';
import { type Records, readRecords } from './records.ts';
import { type Raw, readOneOf } from './settings.ts';

export interface BallotFile extends Records {
  readonly title?: string;
  /** BLT says how many are to be elected. */
  readonly seats?: number;
  /** Pabulib says how much there is to divide. */
  readonly budget?: string;
}

/** `flags` holds the rules for reading (`overvotes`, `skipped`) and the method's settings. */
export function readBallotFile(text: string, method: Method, flags: Raw): Checked<BallotFile> {
  if (isPabulib(text)) return readPabulib(text, method.shape);
  if (isPrefLib(text)) return ordersFit(method) ? readPrefLib(text, method.shape) : refuse({ key: 'tally.bltRanks' });
  if (isBlt(text)) return ordersFit(method) ? fromBlt(text, method) : refuse({ key: 'tally.bltRanks' });
  return fromCsv(text, method, flags);
}

const ordersFit = ({ shape }: Method) => shape === 'ranking' || shape === 'approval';

/** A CSV begins with words, a BLT file with two numbers. */
function isBlt(text: string): boolean {
  return /^\uFEFF?(\s|#.*[\r\n])*\d+\s+\d+\s/.test(text);
}

/** For approvals, whoever is ranked is approved. */
function fromBlt(text: string, method: Method): Checked<BallotFile> {
  const read = readBlt(text);
  if (!read.ok || method.shape === 'ranking') return read;
  const papers = read.value.papers.map((paper) => ({ ...paper, choice: { approved: rankingOf(paper.choice).flat() } }));
  return ok({ ...read.value, papers });
}

function fromCsv(text: string, method: Method, flags: Raw): Checked<BallotFile> {
  const overvotes = readOneOf(flags, 'overvotes', ['skip', 'exhaust'], 'skip');
  if (!overvotes.ok) return overvotes;
  const skipped = readOneOf(flags, 'skipped', ['skip', 'exhaust'], 'skip');
  if (!skipped.ok) return skipped;
  const settings = method.readSettings(flags);
  if (!settings.ok) return settings;
  const question = { settings: settings.value, roll: { entries: 0, weight: ZERO }, seed: '' };
  const check = (choice: Choice, options: readonly Option[]) => method.validate(choice, { ...question, options });
  return readRecords(text, method.shape, { overvotes: overvotes.value, skipped: skipped.value, check });
}

// What is sealed at a close, leaf by leaf: first the rule (the question and everything that the count depends on besides
// the ballots), then who stood on the roll, then the final ballots. Voters and ballots are sorted by what they say, so
// that their order tells nothing; each leaf has a salt of its own, so that a proof given to one tells nothing of others.
import { randomBytes } from 'node:crypto';
import type { Choice } from '../tally/ballot.ts';
import type { Amount } from '../tally/exact.ts';
import type { ExportedPaper } from '../tally/export.ts';
import { canonical } from './canonical.ts';
import { leafHash } from './merkle.ts';

export type Kind = 'rule' | 'voter' | 'ballot';

/** An entry of the roll as it was sealed. */
export interface SealedVoter {
  /** The member whose place it is; or the person, where persons vote. */
  readonly member?: string;
  readonly person?: string;
  readonly weight: Amount;
  readonly people?: Amount;
  readonly groups?: readonly string[];
  readonly voted: boolean;
}

/** A ballot as it was cast, whatever its member said of it later. */
export interface SealedBallot extends Omit<ExportedPaper, 'status'> {
  /** Cast subject to ratification: until when the member could answer. */
  readonly ratifyBy?: string;
}

export interface Leaf {
  readonly kind: Kind;
  /** Canonical JSON. */
  readonly content: string;
  readonly salt: string;
}

export const newSalt = (): string => randomBytes(16).toString('hex');

export const leafOf = (kind: Kind, content: unknown, salt: string = newSalt()): Leaf => ({
  kind,
  content: canonical(content),
  salt,
});

/** The text that is hashed. Its kind keeps a voter from being shown as a ballot. */
export const leafText = ({ kind, content, salt }: Leaf): string =>
  `{"content":${content},"kind":${JSON.stringify(kind)},"salt":${JSON.stringify(salt)}}`;

export const hashOf = (leaf: Leaf): Buffer => leafHash(leafText(leaf));

/** Which of two leaves of one kind stands first: by what they say, and where they say the same by their salts. */
export const inOrder = (a: Leaf, b: Leaf): number =>
  a.content === b.content ? (a.salt < b.salt ? -1 : 1) : a.content < b.content ? -1 : 1;

/** What a paper in the file adds to the ballot that was sealed. */
export interface Afterwards {
  readonly status: ExportedPaper['status'];
  readonly salt: string;
  readonly ratification?: {
    readonly by: string;
    /** What was cast; what counts stands in `choice`. */
    readonly cast: Choice;
    readonly answer?: 'ratified' | 'refused';
    readonly at?: string;
  };
}
export type FiledPaper = ExportedPaper & Afterwards;

/** The ballot as it was sealed, from the paper in the file. */
export function sealedBallotOf({ status: _, salt: __, ratification, ...paper }: FiledPaper): SealedBallot {
  return ratification ? { ...paper, choice: ratification.cast, ratifyBy: ratification.by } : paper;
}

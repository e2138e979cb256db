// Merkle trees as in Certificate Transparency: RFC 6962, section 2.1. A leaf is hashed after a 0, a node after a 1, so
// that no leaf can be passed off as a node. A proof shows that a leaf stands at its place without showing the others.
import { createHash } from 'node:crypto';

const sha256 = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

export const leafHash = (text: string): Buffer => sha256(leafMark, text);
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(nodeMark, left, right);

/** The largest power of two smaller than `size`: where the tree of so many leaves divides. */
const divide = (size: number): number => 2 ** (31 - Math.clz32(size - 1));

/** The root over leaves that were hashed by `leafHash`. */
export function merkleRoot(leaves: readonly Buffer[], from = 0, to = leaves.length): Buffer {
  if (to === from) return sha256('');
  if (to - from === 1) return leaves[from]!;
  const middle = from + divide(to - from);
  return nodeHash(merkleRoot(leaves, from, middle), merkleRoot(leaves, middle, to));
}

/** What has to be hashed with the leaf at `index`, from the leaf up, to come to the root. */
export function inclusionProof(leaves: readonly Buffer[], index: number, from = 0, to = leaves.length): Buffer[] {
  if (to - from <= 1) return [];
  const middle = from + divide(to - from);
  return index < middle
    ? [...inclusionProof(leaves, index, from, middle), merkleRoot(leaves, middle, to)]
    : [...inclusionProof(leaves, index, middle, to), merkleRoot(leaves, from, middle)];
}

/** The root that a leaf and its proof lead to in a tree of `size` leaves; undefined where the proof has another length. */
export function rootFrom(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size || size > 2 ** 31) return undefined;
  const turns: ('left' | 'right')[] = [];
  for (let [at, count] = [index, size]; count > 1; ) {
    const middle = divide(count);
    turns.push(at < middle ? 'left' : 'right');
    [at, count] = at < middle ? [at, middle] : [at - middle, count - middle];
  }
  if (turns.length !== proof.length) return undefined;
  return proof.reduce(
    (hash, other, step) => (turns[turns.length - 1 - step] === 'left' ? nodeHash(hash, other) : nodeHash(other, hash)),
    leaf,
  );
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from './canonical.ts';
import { inclusionProof, leafHash, merkleRoot, rootFrom } from './merkle.ts';

// The test vectors of Certificate Transparency's reference implementation (google/certificate-transparency,
// cpp/merkletree/merkle_tree_test.cc): leaves of these bytes, and the root over the first one, two, … eight of them.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => leafHash(Buffer.from(hex, 'hex').toString('latin1')),
);
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the tree', () => {
  test('has the roots of the reference implementation', () => {
    expect(roots.map((_, n) => merkleRoot(leaves.slice(0, n + 1)).toString('hex'))).toEqual(roots);
    expect(merkleRoot([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('proves each leaf at its place, and at no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), fc.nat(), (size, a, b) => {
        const [index, other] = [a % size, b % size];
        const tree = Array.from({ length: size }, (_, n) => leafHash(`leaf ${n}`));
        const root = merkleRoot(tree);
        const proof = inclusionProof(tree, index);
        expect(rootFrom(tree[index]!, index, size, proof)?.equals(root)).toBe(true);
        if (other !== index) {
          expect(rootFrom(tree[other]!, index, size, proof)?.equals(root)).not.toBe(true);
          expect(rootFrom(tree[index]!, other, size, proof)?.equals(root)).not.toBe(true);
        }
        expect(rootFrom(tree[index]!, index, size, [...proof, root])).toBeUndefined();
        expect(rootFrom(tree[index]!, size, size, proof)).toBeUndefined();
      }),
    );
  });
});

test('equal values have one text, however they were written', () => {
  expect(canonical({ b: [1, { d: null, c: 'ä"' }], a: undefined, B: 0.5 })).toBe(
    '{"B":0.5,"b":[1,{"c":"ä\\"","d":null}]}',
  );
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonical(value);
      const back = JSON.parse(text);
      expect(canonical(back)).toBe(text);
      expect(JSON.stringify(back)).toBe(JSON.stringify(JSON.parse(JSON.stringify(sorted(value)))));
    }),
  );
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [k, sorted(v)]),
  );
}

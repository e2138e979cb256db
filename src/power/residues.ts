// Counts of coalitions run into hundreds of bits, which big integers add slowly. So they are added as remainders under
// a few moduli, in plain numbers, and put together once at the end (the Chinese remainder theorem).

/** How many times numbers may double before they must be reduced, to stay below 2^53 where plain numbers are exact. */
export const DOUBLINGS = 8;

/** Coprime moduli whose product is above 2^bits: one that nothing ever reaches, or several with room for doubling. */
export function moduliFor(bits: number): number[] {
  if (bits <= 51) return [2 ** 52];
  const chosen: number[] = [];
  let product = 1n;
  for (let next = 2 ** (52 - DOUBLINGS) - 1; product <= 1n << BigInt(bits); next -= 2) {
    if (gcd(product, BigInt(next)) !== 1n) continue;
    chosen.push(next);
    product *= BigInt(next);
  }
  return chosen;
}

/** Back from the remainders of a number, which is at least 0 and below the product of the moduli. */
export function joining(moduli: readonly number[]): (remainders: readonly number[]) => bigint {
  const product = moduli.reduce((all, modulus) => all * BigInt(modulus), 1n);
  const parts = moduli.map((modulus) => {
    const others = product / BigInt(modulus);
    return others * inverse(others % BigInt(modulus), BigInt(modulus));
  });
  if (moduli.length === 1) return ([only]) => BigInt(only!);
  return (remainders) => parts.reduce((all, part, at) => all + part * BigInt(remainders[at]!), 0n) % product;
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [value, modulus, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return ((x % modulus) + modulus) % modulus;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

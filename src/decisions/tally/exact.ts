// Exact numbers for counting votes: fractions of big integers, never floats, so that a count is the same
// on every machine and 70/30 splits or thirds of a vote lose nothing.

/** Always in lowest terms with `d` positive. Make one with `fraction`. */
export type Fraction = { readonly n: bigint; readonly d: bigint };

/** An exact number as plain text, fit for JSON: "8833" or "7/3". */
export type Amount = string;

export const ZERO: Fraction = { n: 0n, d: 1n };
export const ONE: Fraction = { n: 1n, d: 1n };

/** Reads 3, 3n, "3", "2/3", "0.25" or "66.5%" exactly. Throws on anything else: check with `readFraction` first. */
export function fraction(value: number | bigint | string, denominator: bigint = 1n): Fraction {
  if (typeof value === 'bigint') return lowest(value, denominator);
  const read = readFraction(value);
  if (!read) throw new RangeError(`not an exact number: ${value}`);
  return denominator === 1n ? read : lowest(read.n, read.d * denominator);
}

/** Like `fraction`, but undefined when the value is not a number that can be read exactly. */
export function readFraction(value: unknown): Fraction | undefined {
  if (typeof value === 'bigint') return { n: value, d: 1n };
  if (typeof value === 'number') return Number.isFinite(value) ? readFraction(plain(value)) : undefined;
  if (typeof value !== 'string' || value.length > 60) return undefined;
  const [, sign, whole, over, decimals, percent] =
    /^\s*(-?)(\d+)(?:\s*\/\s*(\d+)|\.(\d+))?\s*(%?)\s*$/.exec(value) ?? [];
  if (whole === undefined) return undefined;
  const scale = (decimals ? 10n ** BigInt(decimals.length) : BigInt(over ?? 1)) * (percent ? 100n : 1n);
  if (scale === 0n) return undefined;
  const size = BigInt(whole + (decimals ?? ''));
  return lowest(sign ? -size : size, scale);
}

export function add(a: Fraction, b: Fraction): Fraction {
  if (a.d === 1n && b.d === 1n) return { n: a.n + b.n, d: 1n };
  return lowest(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { n: -b.n, d: b.d });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return lowest(a.n * b.n, a.d * b.d);
}

export function divide(a: Fraction, b: Fraction): Fraction {
  return lowest(a.n * b.d, a.d * b.n);
}

/** Negative, zero or positive, as for `sort`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function sum(values: Iterable<Fraction>): Fraction {
  // Whole numbers, nearly all there is, are added without making a fraction of each step.
  let whole = 0n;
  let parts = ZERO;
  for (const value of values) {
    if (value.d === 1n) whole += value.n;
    else parts = add(parts, value);
  }
  return add(parts, { n: whole, d: 1n });
}

export function amount(value: Fraction): Amount {
  return value.d === 1n ? `${value.n}` : `${value.n}/${value.d}`;
}

/** For showing only: the nearest float. */
export function approximate(value: Fraction | Amount): number {
  const { n, d } = typeof value === 'string' ? fraction(value) : value;
  // Whole part and rest apart, so that very long fractions do not overflow into Infinity/Infinity.
  return Number(n / d) + Number(((n % d) * 1_000_000_000_000n) / d) / 1e12;
}

function lowest(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new RangeError('division by zero');
  if (d === 1n) return { n, d };
  const divisor = gcd(n < 0n ? -n : n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y) [x, y] = [y, x % y];
  return x;
}

/** A number's shortest decimal text; exponents are refused rather than guessed at. */
function plain(value: number): string {
  return Number.isSafeInteger(value) ? `${value}` : `${value}`.includes('e') ? '' : `${value}`;
}

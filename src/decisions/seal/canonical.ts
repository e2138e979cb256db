// One text for one value, whoever writes it: RFC 8785 (JSON Canonicalization Scheme), as far as JSON goes in JavaScript.
// Keys stand in the order of their UTF-16 units, numbers as ECMAScript writes them, nothing between them.

/** The canonical JSON text of a plain value. What is undefined is left out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonical(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

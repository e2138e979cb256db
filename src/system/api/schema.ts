// A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1.
import { z } from 'zod';

export type JsonSchema = {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  $defs?: Record<string, JsonSchema>;
  $ref?: string;
  [keyword: string]: unknown;
};

/** What a program sends (`input`), or what it is promised (`output`). */
export function jsonSchema(schema: z.core.$ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: (found) => adapt(found, io),
  });
  return plain(made as JsonSchema);
}

/** `z.json()` spells out what JSON is, as a schema that contains itself. Anything at all says the same more simply. */
function plain({ $defs = {}, ...schema }: JsonSchema): JsonSchema {
  const anything = Object.keys($defs).filter((name) => JSON.stringify($defs[name]) === anyJson(`#/$defs/${name}`));
  const refs = new Set(anything.map((name) => `#/$defs/${name}`));
  const left = Object.fromEntries(Object.entries($defs).filter(([name]) => !anything.includes(name)));
  const whole: JsonSchema = Object.keys(left).length > 0 ? { ...schema, $defs: left } : schema;
  return JSON.parse(JSON.stringify(whole), (_, part) => (refs.has(part?.$ref) ? {} : part));
}

const anyJson = ($ref: string): string =>
  JSON.stringify({
    anyOf: [
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'null' },
      { type: 'array', items: { $ref } },
      { type: 'object', propertyNames: { type: 'string' }, additionalProperties: { $ref } },
    ],
  });

function adapt(
  { zodSchema, jsonSchema: made }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema },
  io: string,
): void {
  if (zodSchema._zod.def.type === 'date') Object.assign(made, { type: 'string', format: 'date-time' });
  // The format says it; the pattern only says it again, in 300 characters.
  if (made.format !== undefined) delete made.pattern;
  // Not limits that anybody set: where JSON numbers end.
  if (made.maximum === Number.MAX_SAFE_INTEGER) delete made.maximum;
  if (made.minimum === Number.MIN_SAFE_INTEGER) delete made.minimum;
  // A later version may tell more.
  if (io === 'output' && made.additionalProperties === false) delete made.additionalProperties;
}

const kilobytes = 1024;
const usual = 1024 * kilobytes;
const atMost = 16 * 1024 * kilobytes;
const sizes = new WeakMap<z.core.$ZodType, number>();

/** How large a body can be that this schema accepts: an import takes more than the usual megabyte. */
export function mostBytes(schema: z.core.$ZodType): number {
  let size = sizes.get(schema);
  if (size === undefined) {
    size = Math.min(atMost, Math.max(usual, sizeOf(jsonSchema(schema, 'input'))));
    sizes.set(schema, size);
  }
  return size;
}

/** Four bytes a character are the most that UTF-8 needs; what has no bound of its own counts little. */
function sizeOf({ type, maxLength, items, maxItems, properties, ...rest }: JsonSchema): number {
  const variants = (rest.oneOf ?? rest.anyOf) as JsonSchema[] | undefined;
  if (variants) return Math.max(...variants.map(sizeOf));
  if (properties)
    return Object.entries(properties).reduce((sum, [name, value]) => sum + name.length + 4 + sizeOf(value), 2);
  if (items) return Number(maxItems ?? 100) * (1 + sizeOf(items));
  return type === 'string' ? 4 * Number(maxLength ?? 50) : 50;
}

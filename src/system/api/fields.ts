// A schema as people read it: a line for each field, and a sample.
import type { JsonSchema } from './schema.ts';

export interface FieldLine {
  /** `options[].label` */
  path: string;
  kind: string;
  needed: boolean;
  about: string;
  least?: number;
  most?: number;
  usually?: string;
}

/** The fields of a schema, those inside a field below it. */
export function fieldLines(schema: JsonSchema, path = '', needed = false): FieldLine[] {
  const inside = linesInside(schema, path);
  const isFrame = path === '' && !schema.items && inside.length > 0;
  return isFrame ? inside : [lineOf(schema, path || (schema.items ? '[]' : '*'), needed), ...inside];
}

function linesInside(schema: JsonSchema, path: string): FieldLine[] {
  if (schema.items) return linesInside(schema.items, `${path}[]`);
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    fieldLines(field, path === '' ? name : `${path}.${name}`, schema.required?.includes(name)),
  );
  return [...fields, ...variantsOf(schema).flatMap((variant) => linesInside(variant, path))];
}

const variantsOf = (schema: JsonSchema): JsonSchema[] =>
  ((schema.oneOf ?? schema.anyOf) as JsonSchema[] | undefined) ?? [];

function lineOf(schema: JsonSchema, path: string, needed: boolean): FieldLine {
  return {
    path,
    kind: kindOf(schema),
    needed,
    about: String(schema.description ?? ''),
    least: number(schema.minimum ?? schema.minLength ?? schema.minItems),
    most: number(schema.maximum ?? schema.maxLength ?? schema.maxItems),
    usually: schema.default === undefined ? undefined : JSON.stringify(schema.default),
  };
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

function kindOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.items) return `${bracketed(kindOf(schema.items))}[]`;
  const variants = variantsOf(schema);
  if (variants.length > 0) return [...new Set(variants.map(kindOf))].join(' | ');
  const types = [schema.type ?? 'any'].flat().join(' | ');
  return typeof schema.format === 'string' ? types.replace('string', schema.format) : types;
}

const bracketed = (kind: string): string => (kind.includes(' | ') ? `(${kind})` : kind);

/** The least that one could send. */
export function sampleOf(schema: JsonSchema, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [variant] = variantsOf(schema);
  if (variant) return sampleOf(variant, name);
  if (schema.items) return Number(schema.minItems ?? 0) > 0 ? [sampleOf(schema.items)] : [];
  if (schema.properties) {
    const needed = (schema.required ?? []).map((field) => [field, sampleOf(schema.properties![field]!, field)]);
    return Object.fromEntries(needed);
  }
  return sampleText(schema, name);
}

function sampleText({ type, format, minimum }: JsonSchema, name: string): unknown {
  if (type === 'integer' || type === 'number') return Math.max(1, Number(minimum ?? 1));
  if (type === 'boolean') return true;
  if (type === 'object') return {};
  if (format === 'uuid') return '0190a000-0000-7000-8000-000000000001';
  if (format === 'date-time') return '2026-11-30T18:00:00Z';
  if (format === 'date') return '2026-11-30';
  return name === 'coalition' ? 'clean-air-riverton' : '…';
}

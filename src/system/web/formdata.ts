import type { z } from 'zod';

/** Typed text by field path, as a form sent it; kept to fill the page again. */
export type Values = Record<string, string[]>;

export interface Submitted {
  values: Values;
  files: Record<string, File>;
}

/** No form of ours has so many fields; what reads them looks at each more than once. */
const mostFields = 2000;

/**
 * Reads a form body. Fields that begin with an underscore are ours (token, key), not the command's.
 * @returns nothing where there are more fields than any form of ours has
 */
export function readForm(body: FormData): Submitted | undefined {
  // Without a prototype: a field may be called `constructor`.
  const values: Values = Object.create(null);
  const files: Record<string, File> = Object.create(null);
  let fields = 0;
  for (const [name, value] of body) {
    if (++fields > mostFields) return undefined;
    if (typeof value !== 'string') {
      if (value.size > 0) files[name] = value;
      continue;
    }
    values[name] ??= [];
    values[name].push(value.replaceAll('\r\n', '\n'));
  }
  return { values, files };
}

type Schema = z.core.$ZodType;
type Def = { type: string; [key: string]: any };
const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def;

/**
 * Turns what a form can say (text, repeated names, `options.0.label`) into what the schema expects, and nothing more:
 * what does not fit stays as it is, so that the schema's own refusal names the field.
 * @param zone the person's time zone, for `datetime-local` fields that carry none
 */
export function shape(schema: Schema, values: Values, zone: string, path = ''): unknown {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
      // A box that is not ticked sends nothing: in a form that means no, not "as by default".
      if (defOf(def.innerType).type === 'boolean') return shape(def.innerType, values, zone, path);
      return isBlank(values, path) ? undefined : shape(def.innerType, values, zone, path);
    case 'pipe':
      return shape(def.in, values, zone, path);
    case 'lazy':
      return shape(def.getter(), values, zone, path);
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape as Record<string, Schema>).map(([name, field]) => [
          name,
          shape(field, values, zone, join(path, name)),
        ]),
      );
    case 'array':
      return shapeArray(def.element, values, zone, path);
    case 'record':
      return Object.fromEntries(
        Object.keys(values)
          .filter((name) => name.startsWith(`${path}.`) && !isBlank(values, name))
          .map((name) => [name.slice(path.length + 1), shape(def.valueType, values, zone, name)]),
      );
    case 'union':
      return shape(chooseVariant(def, values, path), values, zone, path);
    default:
      return shapeText(def, values[path]?.[0], zone);
  }
}

function shapeArray(element: Schema, values: Values, zone: string, path: string): unknown[] {
  const repeated = values[path];
  if (repeated) return repeated.filter((text) => text !== '').map((text) => shapeText(defOf(element), text, zone));
  const indices = new Set<number>();
  for (const name of Object.keys(values)) {
    const index = name.startsWith(`${path}.`) ? /^\d+/.exec(name.slice(path.length + 1))?.[0] : undefined;
    if (index !== undefined && !isBlank(values, join(path, index))) indices.add(Number(index));
  }
  return [...indices].sort((a, b) => a - b).map((index) => shape(element, values, zone, join(path, String(index))));
}

/** Of a discriminated union the variant that the form named; of any other the one whose fields the form filled. */
function chooseVariant(def: Def, values: Values, path: string): Schema {
  const variants = def.options as Schema[];
  const named = values[join(path, def.discriminator ?? '')]?.[0];
  const fits = (variant: Schema): boolean => {
    const { shape: fields = {} } = defOf(variant);
    if (def.discriminator === undefined) return Object.keys(fields).some((name) => !isBlank(values, join(path, name)));
    const tag = fields[def.discriminator];
    return tag !== undefined && (defOf(tag).values as unknown[])?.includes(named);
  };
  return variants.find(fits) ?? variants[0]!;
}

function shapeText(def: Def, text: string | undefined, zone: string): unknown {
  const inner = def.type === 'pipe' ? defOf(def.in) : def;
  if (inner.type === 'boolean') return text === 'on' || text === 'true';
  if (text === undefined) return undefined;
  if (inner.type === 'number' || inner.type === 'int') return text.trim() === '' ? undefined : Number(text);
  if (inner.type === 'string' && inner.format === 'datetime') return withZone(text, zone);
  if (inner.type === 'string') return text.trim();
  return text === '' ? undefined : text;
}

/** `2026-11-30T18:00` as typed by a person in their zone, as RFC 3339; anything else untouched. */
function withZone(text: string, zone: string): string {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/.test(text)) return text;
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return text;
  }
}

const join = (path: string, name: string): string => (path === '' ? name : name === '' ? path : `${path}.${name}`);

const isBlank = (values: Values, path: string): boolean =>
  !Object.entries(values).some(
    ([name, texts]) => (name === path || name.startsWith(`${path}.`)) && texts.some((text) => text.trim() !== ''),
  );

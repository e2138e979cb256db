// What a program sends: a JSON object, or the parameters of an address.
import type { z } from 'zod';
import { shape, type Values } from '../web/formdata.ts';
import type { Call } from './call.ts';
import { Stopped } from './problem.ts';
import { mostBytes } from './schema.ts';

export interface Sent {
  input: Record<string, unknown>;
  /** The slug beside the input, where the call belongs to a coalition. */
  coalition: string | undefined;
}

/** Reads a body: one JSON object in UTF-8. Nothing at all stands for an empty object. */
export async function readBody(call: Call, request: Request): Promise<Sent> {
  const bytes = await readBytes(request, mostBytes(call.input));
  if (bytes.length === 0) return apart(call, {});
  const [type = '', charset] = (request.headers.get('content-type') ?? '')
    .toLowerCase()
    .split(/;\s*charset="?([\w-]+)"?/);
  if (!/^application\/(?:[\w.-]+\+)?json$/.test(type.split(';')[0]!.trim()) || (charset ?? 'utf-8') !== 'utf-8') {
    throw new Stopped('media-type', { headers: { Accept: 'application/json' } });
  }
  return apart(call, parse(bytes));
}

function parse(bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Stopped('malformed', { detail: { key: 'api.notJson' } });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Stopped('malformed', { detail: { key: 'api.notAnObject' } });
  }
  return value as Record<string, unknown>;
}

/** The length that is announced may be a lie, or missing: what counts is what comes. */
async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  const tooLarge = () =>
    new Stopped('too-large', { detail: { key: 'api.mostBytes', variables: { most: `${Math.floor(most / 1024)}` } } });
  if (request.headers.has('content-encoding'))
    throw new Stopped('media-type', { headers: { 'Accept-Encoding': 'identity' } });
  if (Number(request.headers.get('content-length') ?? 0) > most) throw tooLarge();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.length;
    if (length > most) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, length);
}

/** Reads the parameters of an address: `?subject=air&subject=noise&limit=20`. */
export function readParameters(call: Call, parameters: URLSearchParams): Sent {
  const values: Values = Object.create(null);
  for (const name of parameters.keys()) values[name] = parameters.getAll(name);
  // A form's times are meant in the person's zone; a program has to name one, so there is none to assume.
  const noZone = '';
  const input = shape(call.input, values, noZone) as Record<string, unknown>;
  return apart(call, withUnknown(call.input, values, input));
}

/** What the schema does not know stays in, so that it can say so: a misspelt filter must not show everything. */
function withUnknown(schema: z.core.$ZodType, values: Values, input: Record<string, unknown>): Record<string, unknown> {
  const { shape } = schema._zod.def as unknown as { shape?: Record<string, unknown> };
  if (!shape) return input;
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(shape, name.split('.')[0]!));
  return { ...input, ...Object.fromEntries(unknown.map((name) => [name, values[name]![0]])) };
}

function apart(call: Call, sent: Record<string, unknown>): Sent {
  if (call.scope !== 'coalition') return { input: sent, coalition: undefined };
  const { coalition, ...input } = sent;
  return { input, coalition: typeof coalition === 'string' ? coalition : '' };
}

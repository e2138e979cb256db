// The OpenAPI 3.1 document of the API, from the declarations of the commands and queries.
import type { Command } from '../../kernel/command.ts';
import type { Query } from '../../kernel/query.ts';
import { translator } from '../i18n/translate.ts';
import { scopesFor } from './bearer.ts';
import { type ApiParts, type Call, capabilityOf, pathOf } from './call.ts';
import { sampleOf } from './fields.ts';
import { problemKinds } from './problem.ts';
import { type JsonSchema, jsonSchema } from './schema.ts';

const t = translator('en');

/** Says to programs all that can be called, with what, and what comes back. */
export function openApi({
  app,
  commands,
  queries,
  version,
}: Pick<ApiParts, 'app' | 'commands' | 'queries' | 'version'>) {
  const calls = [...commands, ...queries].sort((a, b) => (a.name < b.name ? -1 : 1));
  const defs: Record<string, JsonSchema> = {};
  return {
    openapi: '3.1.1',
    info: { title: 'Greenbelt', version, summary: t('api.summary'), description: t('api.description'), license },
    servers: [{ url: app.publicUrl }],
    tags: [...new Set(calls.map(capabilityOf))].map((name) => ({ name })),
    paths: Object.fromEntries(calls.map((call) => [pathOf(call), operations(call, defs)])),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: t('api.bearerAbout') } },
      parameters: { idempotencyKey },
      headers: limitHeaders,
      responses: Object.fromEntries(statuses.map((status) => [`Problem${status}`, problemResponse(status)])),
      schemas: { Problem: problemSchema, ...defs },
    },
  };
}

export type OpenApi = ReturnType<typeof openApi>;

const license = { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' };

/** One call, for the document and for its page. */
export interface CallDescription {
  method: 'get' | 'post';
  path: string;
  input: JsonSchema;
  /** The input as parameters of an address, where it is flat enough for that. */
  parameters?: object[];
  output: JsonSchema;
  sample: Record<string, unknown>;
}

export function describeCall(call: Call, defs: Record<string, JsonSchema> = {}): CallDescription {
  const input = withCoalition(call, hoist(call, 'input', jsonSchema(call.input, 'input'), defs));
  const output = hoist(call, 'output', jsonSchema(call.kind === 'command' ? call.result : call.output, 'output'), defs);
  const parameters = call.kind === 'query' ? parametersOf(input) : undefined;
  const sample = sampleOf(input) as Record<string, unknown>;
  return { method: parameters ? 'get' : 'post', path: pathOf(call), input, parameters, output, sample };
}

function operations(call: Call, defs: Record<string, JsonSchema>): object {
  const { input, parameters, output } = describeCall(call, defs);
  const common = {
    operationId: call.name,
    summary: call.summary,
    tags: [capabilityOf(call)],
    security: securityOf(call),
  };
  if (parameters) return { get: { ...common, parameters, responses: responses(output, readStatuses) } };
  return {
    post: {
      ...common,
      parameters: call.kind === 'command' ? [{ $ref: '#/components/parameters/idempotencyKey' }] : [],
      requestBody: { required: (input.required?.length ?? 0) > 0, content: { 'application/json': { schema: input } } },
      responses: responses(output, statuses),
    },
  };
}

/** Where everybody is answered no token is needed; but one that is sent has to be good. */
function securityOf(call: Call): object[] {
  const bearer = { bearer: [scopesFor(call)[1]] };
  return call.reach === 'anyone' ? [{}, bearer] : [bearer];
}

/** A schema's own definitions (where it contains itself) move to where references in this document can find them. */
function hoist(
  call: Command | Query,
  io: string,
  { $defs, ...schema }: JsonSchema,
  defs: Record<string, JsonSchema>,
): JsonSchema {
  const place = (name: string) => `${call.name}.${io}.${name}`;
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key !== '$ref' || typeof inner !== 'string') return [key, moved(inner)];
        return [key, `#/components/schemas/${inner === '#' ? place('whole') : place(inner.replace('#/$defs/', ''))}`];
      }),
    );
  };
  for (const [name, definition] of Object.entries($defs ?? {})) defs[place(name)] = moved(definition) as JsonSchema;
  if (JSON.stringify(schema).includes('"$ref":"#"')) defs[place('whole')] = moved(schema) as JsonSchema;
  return moved(schema) as JsonSchema;
}

const slug: JsonSchema = { type: 'string', description: 'The slug of the coalition, as in its address.' };

/** Calls inside a coalition name it beside their own input. */
function withCoalition(call: Call, input: JsonSchema): JsonSchema {
  if (call.scope !== 'coalition') return input;
  for (const choice of ['oneOf', 'anyOf'] as const) {
    const variants = input[choice] as JsonSchema[] | undefined;
    if (variants) return { ...input, [choice]: variants.map((variant) => withCoalition(call, variant)) };
  }
  return {
    ...input,
    properties: { coalition: slug, ...input.properties },
    required: ['coalition', ...(input.required ?? [])],
  };
}

/** The input as parameters of an address, where it is flat enough for that: texts, numbers, lists of them. */
function parametersOf(input: JsonSchema): object[] | undefined {
  if (input.type !== 'object' || !input.properties) return undefined;
  const entries = Object.entries(input.properties);
  if (entries.some(([, schema]) => !isPlain(schema.items ?? schema))) return undefined;
  return entries.map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: input.required?.includes(name) ?? false,
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

const isPlain = (schema: JsonSchema): boolean =>
  !('$ref' in schema) &&
  !schema.properties &&
  !schema.items &&
  !schema.oneOf &&
  schema.type !== 'object' &&
  // No address has room for it.
  Number(schema.maxLength ?? 0) <= 2000;

const statuses = [...new Set(Object.values(problemKinds).map(({ status }) => status))];
const readStatuses = statuses.filter((status) => status !== 409 && status !== 413 && status !== 415);

const limitHeaders = {
  RateLimit: {
    description: 'What is left of the allowance, and the seconds until it is whole again.',
    schema: { type: 'string' },
  },
  'RateLimit-Policy': { description: 'The allowance: calls (q) in seconds (w).', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } },
};

const headerRefs = (...names: (keyof typeof limitHeaders)[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function responses(schema: JsonSchema, problems: number[]): object {
  const headers = headerRefs('RateLimit', 'RateLimit-Policy');
  return {
    200: { description: t('api.done'), headers, content: { 'application/json': { schema } } },
    ...Object.fromEntries(problems.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])),
  };
}

function problemResponse(status: number): object {
  const kinds = Object.entries(problemKinds).filter(([, kind]) => kind.status === status);
  return {
    description: kinds.map(([, kind]) => t(kind.title)).join(' / '),
    ...(status === 429 ? { headers: headerRefs('Retry-After', 'RateLimit', 'RateLimit-Policy') } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['type', 'title', 'status'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: `An address that explains it; it ends in ${Object.keys(problemKinds).join(', ')}.`,
    },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['field', 'key', 'message'],
        properties: {
          field: {
            type: 'string',
            description: 'Where in the input, such as `options.0.label`; empty when it is about the whole.',
          },
          key: { type: 'string', description: 'Names the message whatever the language.' },
          message: { type: 'string', description: 'What is wrong, in the language of the answer.' },
        },
      },
    },
  },
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: t('api.keyAbout'),
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

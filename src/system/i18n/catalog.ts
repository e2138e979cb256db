import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Lang, langs } from './languages.ts';

/** What a message wants filled in: the variable's name and the TypeScript type of its value. */
export type Variables = Map<string, string>;
/** namespace → key → text, as it stands in one language's folder. */
export type Catalog = Map<string, Map<string, string>>;

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Reads every `messages/<lang>/<namespace>.json`. */
export function readCatalogs(folder: string): Record<Lang, Catalog> {
  return Object.fromEntries(langs.map((lang) => [lang, readCatalog(join(folder, lang))])) as Record<Lang, Catalog>;
}

function readCatalog(folder: string): Catalog {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return new Map(files.map((file) => [file.slice(0, -'.json'.length), readNamespace(join(folder, file))]));
}

function readNamespace(file: string): Map<string, string> {
  const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  for (const [key, text] of Object.entries(messages)) {
    if (typeof text !== 'string') throw new Error(`${file}: "${key}" must be a text; messages are flat`);
    if (!/^[a-z][A-Za-z0-9]*([._][A-Za-z0-9]+)*$/.test(key)) throw new Error(`${file}: "${key}" is not a good key`);
  }
  return new Map(Object.entries(messages) as [string, string][]);
}

/** Parses ICU text; tags are plain text, because every message is a string that JSX escapes. */
export function parseMessage(text: string, lang: Lang): Ast {
  return new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst();
}

/** The variables of a parsed message with the type that each value must have. */
export function variablesOf(ast: Ast): Variables {
  const variables: Variables = new Map();
  collect(ast, variables);
  return new Map([...variables].sort(([a], [b]) => (a < b ? -1 : 1)));
}

// The numbers are the parser's element types: 1 argument, 2 number, 3 date, 4 time, 5 select, 6 plural.
function collect(ast: Ast, variables: Variables) {
  for (const element of ast) {
    if (element.type === 3 || element.type === 4) {
      // A date inside a message would be written in the machine's time zone, not the reader's.
      throw new Error(`{${element.value}}: write dates with format.date() or format.dateTime() and pass the text`);
    }
    if (element.type === 1) note(variables, element.value, 'string');
    if (element.type === 2 || element.type === 6) note(variables, element.value, 'number');
    if (element.type === 5) note(variables, element.value, choice(Object.keys(element.options)));
    if (element.type === 5 || element.type === 6) {
      for (const option of Object.values(element.options)) collect(option.value, variables);
    }
  }
}

function choice(options: string[]) {
  const named = options.filter((option) => option !== 'other').sort();
  return [...named.map((option) => `'${option}'`), 'Other'].join(' | ');
}

// `{count, plural, …} {count}`: the narrower demand wins over plain text.
function note(variables: Variables, name: string, type: string) {
  const known = variables.get(name);
  if (known === undefined || known === 'string') variables.set(name, type);
  else if (type !== 'string' && type !== known) throw new Error(`{${name}} is both ${known} and ${type}`);
}

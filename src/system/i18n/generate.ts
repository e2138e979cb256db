// Writes messages.gen.ts from messages/: run `node src/system/i18n/generate.ts` after adding or changing a message.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Catalog, parseMessage, readCatalogs, type Variables, variablesOf } from './catalog.ts';
import { type Lang, langs, sourceLang } from './languages.ts';

const root = join(import.meta.dirname, '../../..');
export const messagesFolder = join(root, 'messages');
export const generatedFile = join(import.meta.dirname, 'messages.gen.ts');

/** The text of messages.gen.ts. Every line between the braces stands alone, so that branches merge. */
export function generate(catalogs: Record<Lang, Catalog>): string {
  const bundles = langs.flatMap((lang) => [...catalogs[lang].keys()].map((namespace) => ({ lang, namespace })));
  const variables = [...catalogs[sourceLang]].flatMap(([namespace, messages]) =>
    [...messages].map(([key, text]) => variableLine(`${namespace}.${key}`, text)),
  );
  return `// Written by \`node src/system/i18n/generate.ts\` from messages/. Do not edit.
${bundles.map(({ lang, namespace }) => `import ${name(lang, namespace)} from '../../../messages/${lang}/${namespace}.json' with { type: 'json' };\n`).join('')}
export type Other = string & {};

/** Every message with the variables it wants; undefined where it wants none. */
export interface MessageVariables {
${variables.join('\n')}
}

export const bundles: [lang: string, namespace: string, messages: Record<string, string>][] = [
${bundles.map(({ lang, namespace }) => `  ['${lang}', '${namespace}', ${name(lang, namespace)}],`).join('\n')}
];
`;
}

function name(lang: Lang, namespace: string) {
  return lang + namespace.charAt(0).toUpperCase() + namespace.slice(1);
}

function variableLine(key: string, text: string) {
  try {
    return `  '${key}': ${variablesType(variablesOf(parseMessage(text, sourceLang)))};`;
  } catch (error) {
    throw new Error(`messages/${sourceLang}: ${key}: ${(error as Error).message}`);
  }
}

function variablesType(variables: Variables) {
  if (variables.size === 0) return 'undefined';
  return `{ ${[...variables].map(([variable, type]) => `${variable}: ${type}`).join('; ')} }`;
}

if (import.meta.main) writeFileSync(generatedFile, generate(readCatalogs(messagesFolder)));

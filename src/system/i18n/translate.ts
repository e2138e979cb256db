import { IntlMessageFormat } from 'intl-messageformat';
import { variablesOf } from './catalog.ts';
import { type Direction, dir, type Lang, sourceLang } from './languages.ts';
import { bundles, type MessageVariables } from './messages.gen.ts';

/** 'namespace.key' of a message in messages/. */
export type MessageKey = keyof MessageVariables;

type VariablesOf<K extends MessageKey> = [MessageVariables[K]] extends [undefined]
  ? []
  : [variables: Exclude<MessageVariables[K], undefined>];

// All messages without variables are one type, or the compiler would give up on a union of a thousand objects.
type PlainKey = { [K in MessageKey]: MessageVariables[K] extends undefined ? K : never }[MessageKey];

/** A message as a value, to be said later in the reader's language: what a refusal or a field error carries. */
export type Message =
  | { key: PlainKey }
  | { [K in Exclude<MessageKey, PlainKey>]: { key: K; variables: MessageVariables[K] } }[Exclude<MessageKey, PlainKey>];

export interface Translate {
  <K extends MessageKey>(key: K, ...variables: VariablesOf<K>): string;
  (message: Message): string;
}

const texts: Map<string, string> = new Map(
  bundles.flatMap(([lang, namespace, messages]) =>
    Object.entries(messages).map(([key, text]) => [`${lang} ${namespace}.${key}`, text] as [string, string]),
  ),
);
/**
 * Each message ready to be said, and which of its variables are texts (not choices or numbers). One that has no
 * variables is said already.
 */
const formats = new Map<string, { format: IntlMessageFormat; texts: Set<string>; said?: string }>();
const translators = new Map<Lang, Translate>();

/** Says messages in one language. The result is plain text: whoever puts it into a page escapes it (JSX does). */
export function translator(lang: Lang): Translate {
  const known = translators.get(lang);
  if (known) return known;
  const translate = (said: string | Message, variables?: Record<string, string | number>) =>
    typeof said === 'string'
      ? say(lang, said, variables)
      : say(lang, said.key, 'variables' in said ? said.variables : undefined);
  translators.set(lang, translate as Translate);
  return translate as Translate;
}

/** For keys that come from outside the compiler's sight, such as a schema's error text. */
export function isMessageKey(key: string): key is MessageKey {
  return texts.has(`${sourceLang} ${key}`);
}

function say(lang: Lang, key: string, variables: Record<string, string | number> | undefined): string {
  const { format, texts, said } = formatOf(lang, key);
  if (said !== undefined) return said;
  return format.format(variables && isolated(variables, texts, dir(lang))) as string;
}

const foreign = { ltr: /[\p{Script=Arabic}\p{Script=Hebrew}]/u, rtl: /\p{Script=Latin}/u };

/**
 * A name or a question in a script that runs the other way keeps its own direction, and leaves the sentence around it
 * in order: first strong isolate … pop directional isolate (Unicode Standard Annex 9). Not so addresses, which people copy.
 */
function isolated(variables: Record<string, string | number>, texts: Set<string>, direction: Direction) {
  const apart = ([name, value]: [string, string | number]): [string, string | number] =>
    typeof value === 'string' && texts.has(name) && foreign[direction].test(value) && !/^\w+:\/\//.test(value)
      ? [name, `\u2068${value}\u2069`]
      : [name, value];
  return Object.fromEntries(Object.entries(variables).map(apart));
}

function formatOf(lang: Lang, key: string) {
  const cacheKey = `${lang} ${key}`;
  const known = formats.get(cacheKey);
  if (known) return known;
  const text = texts.get(cacheKey) ?? texts.get(`${sourceLang} ${key}`);
  if (text === undefined) throw new Error(`There is no message ${key}`);
  const format = new IntlMessageFormat(text, lang, undefined, { ignoreTag: true });
  const variables = [...variablesOf(format.getAst())];
  const plain = variables.filter(([, type]) => type === 'string').map(([name]) => name);
  const said = variables.length === 0 ? (format.format() as string) : undefined;
  const made = { format, texts: new Set(plain), said };
  formats.set(cacheKey, made);
  return made;
}

// What a reply to a mail says: its first line, as an answer to the question. Pure. Words of all our languages are
// understood, whatever language the mail was in. What is not quite clear is nothing: a vote is not guessed.
import type { ReplyShape } from '../system/mail/templates.ts';
import type { Choice, Option } from './tally/ballot.ts';

export type Understood =
  | { choice: Choice; reason: string }
  | { unclear: 'replyEmpty' | 'replyNotUnderstood' | 'replyNeedsReason'; line: string };

const words: Record<'yes' | 'no' | 'abstain', string[]> = {
  yes: [
    'yes',
    'y',
    'yes please',
    'in favour',
    'in favor',
    'for',
    'agree',
    'i agree',
    'approve',
    'consent',
    'i consent',
    'sí',
    'si',
    'a favor',
    'de acuerdo',
    'apruebo',
    'consiento',
    'نعم',
    'موافق',
    'موافقة',
    'أوافق',
    'اوافق',
  ],
  no: [
    'no',
    'n',
    'nay',
    'against',
    'reject',
    'object',
    'i object',
    'objection',
    'en contra',
    'rechazo',
    'objeto',
    'me opongo',
    'لا',
    'أرفض',
    'ارفض',
    'ضد',
    'أعترض',
    'اعترض',
    'اعتراض',
  ],
  abstain: [
    'abstain',
    'abstention',
    'i abstain',
    'stand aside',
    'abstención',
    'abstencion',
    'me abstengo',
    'abstenerse',
    'امتناع',
    'أمتنع',
    'امتنع',
    'ممتنع',
  ],
};

/** Reads the answer of a reply to a question of this shape, whose options stood in the mail in this order. */
export function readReply(text: string, shape: ReplyShape, options: readonly Option[]): Understood {
  const { line, rest } = firstLine(text);
  if (line === '') return { unclear: 'replyEmpty', line };
  const [, head = line, tail = ''] = /^([^:：،,.;–—]+)[:：،,.;–—]\s*(.*)$/s.exec(line) ?? [];
  const answer = answerOf(line) ?? answerOf(head);
  const after = answerOf(line) ? '' : tail.trim();
  if (answer === 'abstain') return { choice: { answer: 'abstain' }, reason: '' };
  if (shape === 'yes-no-abstain' && answer) {
    // "No, wait, yes" is not an answer.
    return after === '' ? { choice: { answer }, reason: '' } : { unclear: 'replyNotUnderstood', line: short(line) };
  }
  if (shape === 'consent' && answer === 'yes' && after === '') return { choice: { answer: 'consent' }, reason: '' };
  if (shape === 'consent' && answer === 'no') {
    const reason = after || rest;
    return reason === '' ? { unclear: 'replyNeedsReason', line } : { choice: { answer: 'object' }, reason };
  }
  const choice = numbersAsChoice(line, shape, options);
  return choice ? { choice, reason: '' } : { unclear: 'replyNotUnderstood', line: short(line) };
}

const plain = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\u064b-\u0652\u200e\u200f\u2066-\u2069«»"'“”‘’*_!¡.,؛;:]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const answerOf = (text: string): 'yes' | 'no' | 'abstain' | undefined =>
  (['yes', 'no', 'abstain'] as const).find((answer) => words[answer].includes(plain(text)));

/** Digits of the Arabic and the Persian kind are digits. */
const westernDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(((digit.codePointAt(0)! - 0x660) % 0x90) % 10));

function numbersAsChoice(line: string, shape: ReplyShape, options: readonly Option[]): Choice | undefined {
  const text = westernDigits(line)
    .replace(/[.،]+$/, '')
    .trim();
  if (!/^\d{1,3}(?:[\s,،;>؛-]+\d{1,3})*$/.test(text)) return undefined;
  const numbers = text.split(/\D+/).map(Number);
  if (shape === 'score') {
    if (numbers.length !== options.length) return undefined;
    return { scores: Object.fromEntries(options.map(({ id }, n) => [id, numbers[n]!])) };
  }
  const named = numbers.map((number) => options[number - 1]?.id);
  if (named.some((id) => id === undefined) || new Set(named).size < named.length) return undefined;
  const ids = named as string[];
  if (shape === 'ranking') return { ranking: ids.map((id) => [id]) };
  return shape === 'approval' ? { approved: ids } : undefined;
}

/** The first line that the person wrote, and what follows it: nothing that is quoted, no greeting of a mail program. */
function firstLine(text: string): { line: string; rest: string } {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((one) => one.trim());
  const quoted = lines.findIndex((one, n) => one.startsWith('>') || one === '--' || (n > 0 && isAttribution(one)));
  const written = (quoted < 0 ? lines : lines.slice(0, quoted)).filter((one) => one !== '');
  const [line = '', ...rest] = isAttribution(written[0] ?? '') ? [] : written;
  return { line, rest: rest.join('\n') };
}

/** "On Tue, 24 Nov 2026 at 10:00, Clean Air wrote:", in whatever language: a line with a year or an address and a colon. */
const isAttribution = (line: string): boolean =>
  /^-{3,}|^_{5,}/.test(line) ||
  (/[:：]$/.test(line) && /(?:[\d٠-٩]{4}|@)/.test(line)) ||
  /^(?:From|De|من): /.test(line);

const short = (line: string): string => (line.length > 120 ? `${line.slice(0, 119)}…` : line);

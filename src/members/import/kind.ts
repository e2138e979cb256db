// What a file is, before anybody tries to read it as a list: people upload what they have at hand.
import type { Problem } from '../../kernel/errors.ts';

const signs: [kind: string, begins: number[]][] = [
  ['spreadsheet', [0x50, 0x4b, 0x03, 0x04]],
  ['spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['picture', [0x89, 0x50, 0x4e, 0x47]],
  ['picture', [0xff, 0xd8, 0xff]],
  ['picture', [0x47, 0x49, 0x46, 0x38]],
  ['picture', [0x52, 0x49, 0x46, 0x46]],
  ['archive', [0x1f, 0x8b]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x50, 0x4b, 0x05, 0x06]],
];

/** Says what a file is that is no list, and how to make one of it; nothing where it may be one. */
export function noList(bytes: Uint8Array): Problem | undefined {
  const found = signs.find(([, begins]) => begins.every((byte, at) => bytes[at] === byte))?.[0];
  if (found === 'spreadsheet') return { field: 'file', key: 'imports.isFile', variables: { kind: zipped(bytes) } };
  if (found) return { field: 'file', key: 'imports.isFile', variables: { kind: found } };
  // Text has no zeros, except where each letter takes two bytes: then there is a mark, or zeros in every second place.
  const head = bytes.subarray(0, 4096);
  return head.includes(0) && !isWide(head)
    ? { field: 'file', key: 'imports.isFile', variables: { kind: 'other' } }
    : undefined;
}

/** Is it a text of two bytes a letter? With its mark, or by zeros that all stand in even or all in odd places. */
export const isWide = (head: Uint8Array): false | 'utf-16le' | 'utf-16be' => {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  head.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2]!++;
  });
  const most = head.length * 0.3;
  if (zeros[1]! > most && zeros[0] === 0) return 'utf-16le';
  return zeros[0]! > most && zeros[1] === 0 ? 'utf-16be' : false;
};

/** A workbook is a zip with a workbook in it; documents and pictures of cells are others. */
function zipped(bytes: Uint8Array): string {
  if (bytes[0] === 0xd0) return 'workbook';
  const names = new TextDecoder('latin1').decode(bytes.subarray(0, 8192));
  return /xl\/|\[Content_Types\]\.xml|spreadsheet/.test(names) ? 'workbook' : 'archive';
}

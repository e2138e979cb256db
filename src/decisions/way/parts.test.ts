import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPart, partsOf, withPart } from './parts.ts';

const words = { question: 'Shall we?', background: '# Why\n\nFirst\nstill first.\n\n\n```\na\n\nb\n```\n\nLast.' };

test('divides a text at empty lines, and keeps a fenced block whole', () => {
  expect(partsOf(words).map(({ text }) => text)).toEqual([
    'Shall we?',
    '# Why',
    'First\nstill first.',
    '```\na\n\nb\n```',
    'Last.',
  ]);
});

test('changes one part and leaves the others; no words strike it out', () => {
  expect(partsOf(withPart(words, 2, 'Second.'))[2]).toEqual({ part: 2, text: 'Second.' });
  expect(partsOf(withPart(words, 2, '')).map(({ part }) => part)).toEqual([0, 1, 2, 3]);
  expect(withPart(words, 0, 'Shall we not?')).toEqual({ ...words, question: 'Shall we not?' });
});

test('finds words where they stand now, and never takes the question for a part', () => {
  const moved = withPart(words, 1, 'A\n\nB');
  expect(findPart(moved, 'Last.', 4)).toEqual({ part: 5, text: 'Last.' });
  expect(findPart(moved, '# Why', 1)).toBeUndefined();
  expect(findPart({ question: 'Last.', background: '' }, 'Last.', 4)).toBeUndefined();
});

test('whatever the text, its parts put together have the same parts again', () => {
  const block = fc.constantFrom('One.', 'Two\nlines', '```\n\nx\n```', '- a\n- b');
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      const parts = partsOf({ question: 'Shall we?', background: blocks.join('\n\n') });
      expect(parts.slice(1).map(({ text }) => text)).toEqual(blocks);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordDifference } from './difference.tsx';

const marked = (before: string, after: string) =>
  wordDifference(before, after)
    .map(({ kind, text }) => ({ same: text, removed: `[-${text}-]`, added: `[+${text}+]` })[kind])
    .join('');

test('shows changed words as words, and a changed phrase as a phrase', () => {
  expect(marked('Every school morning until the summer.', 'Three school mornings a week until the summer.')).toBe(
    '[-Every-][+Three+] school [-morning-][+mornings a week+] until the summer.',
  );
  expect(marked('one red house', 'one old barn')).toBe('one [-red house-][+old barn+]');
  expect(marked('كل صباح دراسي', 'ثلاثة صباحات دراسية')).toBe('[-كل صباح دراسي-][+ثلاثة صباحات دراسية+]');
  expect(marked('', 'New.')).toBe('[+New.+]');
});

test('what is the same and removed is the text before; what is the same and added is the text after', () => {
  const text = fc.array(fc.constantFrom('we', ' ', 'walk', '\n', 'él', '!', 'نعم')).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = wordDifference(before, after);
      const without = (kind: string) => changes.flatMap((each) => (each.kind === kind ? [] : [each.text])).join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
    }),
  );
});

test('texts that share nothing are shown whole, in no time', () => {
  const long = (word: string) => Array.from({ length: 6000 }, (_, index) => word + index).join(' ');
  expect(wordDifference(long('a'), long('b'))).toHaveLength(2);
});

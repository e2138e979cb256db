import { expect, test } from 'vitest';
import { readReply } from './read-reply.ts';

const options = ['a', 'b', 'c'].map((id) => ({ id, name: id }));
const read = (text: string, shape: Parameters<typeof readReply>[1] = 'yes-no-abstain') => {
  const said = readReply(text, shape, options);
  return 'choice' in said ? said.choice : said.unclear;
};

test.each([
  ['yes', 'yes'],
  ['Yes.\n\nBest, Rosa\n\n> A decision waits', 'yes'],
  ['Sí', 'yes'],
  ['نعم', 'yes'],
  ['\n\n No \n', 'no'],
  ['لا', 'no'],
  ['Me abstengo', 'abstain'],
  ['امتناع', 'abstain'],
  ['“Yes”', 'yes'],
])('%j is %s', (text, answer) => expect(read(text)).toEqual({ answer }));

test.each(['yes and no', 'Yes, but only if they pay', 'no, wait', 'maybe', 'I will ask', '1', 'yes?'])(
  '%j is not guessed',
  (text) => {
    expect(read(text)).toBe('replyNotUnderstood');
  },
);

test('what is quoted is not what was said', () => {
  expect(read('> yes')).toBe('replyEmpty');
  expect(read('On Tue, 24 Mar 2026 at 10:00, Clean Air <x@y.example> wrote:\n> yes')).toBe('replyEmpty');
  expect(read('El mar, 24 mar 2026, Clean Air escribió:\nyes')).toBe('replyEmpty');
  expect(read('-- \nyes')).toBe('replyEmpty');
  expect(read('')).toBe('replyEmpty');
});

test('rankings, approvals and points by number, in digits of any kind', () => {
  expect(read('2 1 3', 'ranking')).toEqual({ ranking: [['b'], ['a'], ['c']] });
  expect(read('٢، ١', 'ranking')).toEqual({ ranking: [['b'], ['a']] });
  expect(read('۳ > ۱', 'ranking')).toEqual({ ranking: [['c'], ['a']] });
  expect(read('1,3', 'approval')).toEqual({ approved: ['a', 'c'] });
  expect(read('5 0 3', 'score')).toEqual({ scores: { a: 5, b: 0, c: 3 } });
  for (const wrong of ['2 2', '4', '0', '1 x', '2 1 3 and thanks'])
    expect(read(wrong, 'ranking')).toBe('replyNotUnderstood');
  expect(read('5 0', 'score')).toBe('replyNotUnderstood');
  expect(read('abstain', 'ranking')).toEqual({ answer: 'abstain' });
});

test('consent and objection; an objection has its reason', () => {
  expect(read('I consent', 'consent')).toEqual({ answer: 'consent' });
  expect(read('no', 'consent')).toBe('replyNeedsReason');
  expect(readReply('No: the bend is dangerous.', 'consent', [])).toEqual({
    choice: { answer: 'object' },
    reason: 'the bend is dangerous.',
  });
  expect(readReply('no\nThe bend is dangerous.\nAt night above all.', 'consent', [])).toMatchObject({
    reason: 'The bend is dangerous.\nAt night above all.',
  });
  expect(read('yes, but not at night', 'consent')).toBe('replyNotUnderstood');
});

// What a voter sent, checked against the options. Each refusal has its own sentence, to be shown beside the field.
import { type Checked, type Choice, type Option, ok, type Ranking, refuse } from './ballot.ts';

/** Everything that can be said in one word. */
export const ANSWERS = ['abstain', 'yes', 'no', 'consent', 'object', 'agree', 'aside', 'block'] as const;
export type Answer = (typeof ANSWERS)[number];

export function isAbstention(choice: Choice): boolean {
  return 'answer' in choice && choice.answer === 'abstain';
}

/** One of the given answers, or an abstention. */
export function checkAnswer(choice: unknown, answers: readonly Exclude<Answer, 'abstain'>[]): Checked<Choice> {
  const given = isRecord(choice) ? choice.answer : undefined;
  if (given === undefined || given === '') return refuse({ key: 'tally.answerMissing' });
  const answer = given === 'abstain' ? given : answers.find((known) => known === given);
  if (!answer) return refuse({ key: 'tally.answerUnknown', variables: { answer: shown(given) } });
  return ok({ answer } as Choice);
}

/** A ranking of at least one option, each at most once, or an abstention. Empty ranks close up. */
export function checkRanking(choice: unknown, options: readonly Option[], rule: { equal: boolean }): Checked<Choice> {
  if (isRecord(choice) && choice.answer === 'abstain') return ok({ answer: 'abstain' });
  const given = isRecord(choice) ? choice.ranking : undefined;
  if (!Array.isArray(given) || given.some((rank) => !Array.isArray(rank)))
    return refuse({ key: 'tally.rankingMissing' });
  const known = new Map(options.map((option) => [option.id, option.name]));
  const seen = new Set<string>();
  const ranking: string[][] = [];
  for (const rank of given as unknown[][]) {
    for (const id of rank) {
      const name = known.get(id as string);
      if (name === undefined) return refuse({ key: 'tally.optionUnknown', variables: { option: shown(id) } });
      if (seen.has(id as string)) return refuse({ key: 'tally.rankedTwice', variables: { option: name } });
      seen.add(id as string);
    }
    if (rank.length > 1 && !rule.equal) {
      const [first, second] = rank.map((id) => known.get(id as string) ?? '');
      return refuse({ key: 'tally.rankedEqual', variables: { option: first ?? '', other: second ?? '' } });
    }
    if (rank.length > 0) ranking.push(rank as string[]);
  }
  return ranking.length > 0 ? ok({ ranking }) : refuse({ key: 'tally.rankingEmpty' });
}

/** One or more of the options, each once, or an abstention. */
export function checkApproval(choice: unknown, options: readonly Option[]): Checked<Choice> {
  if (isRecord(choice) && choice.answer === 'abstain') return ok({ answer: 'abstain' });
  const given = isRecord(choice) ? choice.approved : undefined;
  if (!Array.isArray(given) || given.length === 0) return refuse({ key: 'tally.approvalMissing' });
  const names = new Map(options.map(({ id, name }) => [id, name]));
  const approved = new Set<string>();
  for (const id of given as unknown[]) {
    const name = names.get(id as string);
    if (name === undefined) return refuse({ key: 'tally.optionUnknown', variables: { option: shown(id) } });
    if (approved.has(id as string)) return refuse({ key: 'tally.optionTwice', variables: { option: name } });
    approved.add(id as string);
  }
  return ok({ approved: [...approved] });
}

/** A whole number from 0 to `max` for at least one option, or an abstention. Options left out are left out. */
export function checkScores(choice: unknown, options: readonly Option[], max: number): Checked<Choice> {
  if (isRecord(choice) && choice.answer === 'abstain') return ok({ answer: 'abstain' });
  const given = isRecord(choice) ? choice.scores : undefined;
  if (!isRecord(given) || Object.keys(given).length === 0) return refuse({ key: 'tally.scoresMissing' });
  const names = new Map(options.map(({ id, name }) => [id, name]));
  for (const [id, score] of Object.entries(given)) {
    const option = names.get(id);
    if (option === undefined) return refuse({ key: 'tally.optionUnknown', variables: { option: shown(id) } });
    if (typeof score !== 'number' || !Number.isSafeInteger(score) || score < 0 || score > max) {
      return refuse({ key: 'tally.scoreOutside', variables: { option, max } });
    }
  }
  return ok({ scores: Object.fromEntries(Object.entries(given)) as Record<string, number> });
}

export function approvedOf(choice: Choice): readonly string[] {
  if ('approved' in choice) return choice.approved;
  throw new TypeError('approvals were expected');
}

export function scoresOf(choice: Choice): [string, number][] {
  if ('scores' in choice) return Object.entries(choice.scores);
  throw new TypeError('scores were expected');
}

/** A paper's ranking as a tally reads it; a paper of another kind here is a mistake of the caller. */
export function rankingOf(choice: Choice): Ranking {
  if ('ranking' in choice) return choice.ranking;
  throw new TypeError('a ranking was expected');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What was sent, short enough to be repeated in a message. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

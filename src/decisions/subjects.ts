import { sql } from 'kysely';
import type { TimedContext } from '../kernel/command.ts';

/** The subjects with these labels, made where the coalition has not used the word before. Case does not tell them apart. */
export async function subjectIds({ db, coalition, ids }: TimedContext, labels: string[]): Promise<string[]> {
  const wanted = new Map(labels.map((label) => [label.toLowerCase(), label]));
  if (wanted.size === 0) return [];
  const known = () =>
    db
      .selectFrom('subjects')
      .select(['id', 'label'])
      .where('coalitionId', '=', coalition.id)
      .where(sql<string>`lower(label)`, 'in', [...wanted.keys()])
      .execute();
  const found = new Set((await known()).map(({ label }) => label.toLowerCase()));
  const made = [...wanted]
    .filter(([key]) => !found.has(key))
    .map(([, label]) => ({ coalitionId: coalition.id, id: ids.next(), label }));
  // Somebody may use the same new word at the same moment: whoever is second takes the first one's row.
  if (made.length > 0)
    await db
      .insertInto('subjects')
      .values(made)
      .onConflict((c) => c.doNothing())
      .execute();
  return (await known()).map(({ id }) => id);
}

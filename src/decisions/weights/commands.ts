// The numbers by which a coalition weighs votes. Each is kept with its day and its source; a newer one holds.
import { z } from 'zod';
import { command } from '../../kernel/command.ts';
import { forbidden, invalid } from '../../kernel/errors.ts';
import { line } from '../../kernel/text.ts';
import { amount, compare, readFraction, ZERO } from '../tally/exact.ts';

export const factKinds = ['dues', 'contribution'] as const;

/** Records dues or contributions of members, as of a day. */
export const recordWeightFacts = command({
  name: 'decisions.recordWeightFacts',
  scope: 'coalition',
  summary: "Record members' dues or contributions, by which votes can be weighed, with their day and source.",
  input: z.strictObject({
    kind: z.enum(factKinds),
    asOf: z.iso.date(),
    source: line(200).min(2),
    /** By member: an exact number such as `120`, `12.50` or `1/3`. */
    values: z.record(z.uuid(), line(40)),
  }),
  result: z.object({ recorded: z.int() }),
  example: (story) => ({
    kind: 'dues' as const,
    asOf: '2026-03-01',
    source: "The treasurer's list of 1 March",
    values: { [story.members.union]: '240', [story.members.tenants]: '12.50' },
  }),
  may: ({ actor }) => actor.standing.coordinator || forbidden('kernel.coordinatorsOnly'),
  async run({ db, coalition, ids, actor, now }, _, { kind, asOf, source, values }) {
    const given = Object.entries(values).filter(([, typed]) => typed !== '');
    if (given.length === 0) return invalid('values', 'rules.factsNone');
    if (asOf > now.toISOString().slice(0, 10)) return invalid('asOf', 'rules.factFuture');
    const known = await db
      .selectFrom('members')
      .select('id')
      .where('coalitionId', '=', coalition.id)
      .where(
        'id',
        'in',
        given.map(([member]) => member),
      )
      .execute();
    const rows = [];
    for (const [memberId, typed] of given) {
      const value = readFraction(typed);
      if (!value || compare(value, ZERO) < 0 || value.n > most || value.d > most)
        return invalid(`values.${memberId}`, 'rules.factWrong', { typed });
      if (!known.some(({ id }) => id === memberId)) return invalid(`values.${memberId}`, 'rules.factMemberUnknown');
      const own = { id: ids.next(), memberId, kind, value: amount(value), asOf: asOf as never };
      rows.push({ coalitionId: coalition.id, ...own, source, byPerson: actor.person!, at: now });
    }
    await db.insertInto('weightFacts').values(rows).execute();
    return { about: { kind: 'coalition', id: coalition.id }, value: { recorded: rows.length } };
  },
});

/** Longer numbers than money and people ever need are slips of a finger. */
const most = 10n ** 15n;

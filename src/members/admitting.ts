// What becomes of an application that is welcomed.
import type { Authority } from '../kernel/actor.ts';
import type { TimedContext } from '../kernel/command.ts';
import type { LimitKind } from './fields.ts';
import { addVoice, endVoices, putAnswers, putLimits } from './joining.ts';
import { nameKey } from './names.ts';
import { indexPeople, type Member, organizationOf, setStatus } from './rows.ts';

/** Makes an applicant a member. Its name is claimed now, so that no organization stands on the roster twice. */
export async function admit(context: TimedContext, applicant: Member): Promise<string> {
  if (applicant.kind === 'organization') {
    await context.db
      .updateTable('members')
      .set({
        nameKey: nameKey(applicant.name),
        organizationId: await organizationOf(context, applicant.name, applicant.website),
      })
      .where('coalitionId', '=', context.coalition.id)
      .where('id', '=', applicant.id)
      .execute();
  }
  await setStatus(context, applicant.id, 'active');
  await indexPeople(context, await askingFor(context, applicant.id));
  return applicant.id;
}

/** Moves the voices, the answers and the limits of an application to the member that was meant. */
export async function merge(context: TimedContext, applicant: Member, same: Member): Promise<string> {
  const { db, coalition } = context;
  const terms = await db
    .selectFrom('representatives')
    .select(['personId', 'authority'])
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', applicant.id)
    .where('untilAt', 'is', null)
    .execute();
  await endVoices(context, applicant.id);
  for (const { personId, authority } of terms) {
    // Somebody who speaks for it already simply goes on doing so.
    await addVoice(context, same.id, { person: personId, authority: authority as Authority });
  }
  if (applicant.personId !== null) await movePerson(context, applicant, same);
  const said = await db
    .selectFrom('joiningAnswers')
    .select(['byPerson', 'whoWeAre', 'whyWeAreHere', 'whatWeBring', 'ourLimits', 'canWeDecide', 'sensitiveAbout'])
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', applicant.id)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (said) await putAnswers(context, same.id, said, said.byPerson);
  await moveLimits(context, applicant.id, same.id);
  await db
    .updateTable('members')
    .set({ mergedInto: same.id })
    .where('coalitionId', '=', coalition.id)
    .where('id', '=', applicant.id)
    .execute();
  await setStatus(context, applicant.id, 'merged');
  if (same.status !== 'active') await setStatus(context, same.id, 'active');
  await indexPeople(
    context,
    terms.map((term) => term.personId),
  );
  return same.id;
}

/** The account of an individual who was listed before having one. */
async function movePerson({ db, coalition }: TimedContext, from: Member, to: Member): Promise<void> {
  const point = (member: string, personId: string | null) =>
    db
      .updateTable('members')
      .set({ personId })
      .where('coalitionId', '=', coalition.id)
      .where('id', '=', member)
      .execute();
  await point(from.id, null);
  await point(to.id, from.personId);
}

async function moveLimits(context: TimedContext, from: string, to: string): Promise<void> {
  const rows = await context.db
    .selectFrom('limits as l')
    .innerJoin('subjects as s', (join) =>
      join.onRef('s.coalitionId', '=', 'l.coalitionId').onRef('s.id', '=', 'l.subjectId'),
    )
    .select(['l.memberId', 's.label as subject', 'l.kind', 'l.untilOn as until', 'l.note'])
    .where('l.coalitionId', '=', context.coalition.id)
    .where('l.memberId', 'in', [from, to])
    .where('l.liftedAt', 'is', null)
    .orderBy('l.createdAt')
    .execute();
  if (rows.some((row) => row.memberId === from)) {
    await putLimits(
      context,
      to,
      rows.map(({ memberId, ...limit }) => ({ ...limit, kind: limit.kind as LimitKind })),
    );
  }
}

/** Who asks for an applicant. */
export const askingFor = async ({ db, coalition }: TimedContext, member: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('representatives')
    .select('personId')
    .where('coalitionId', '=', coalition.id)
    .where('memberId', '=', member)
    .where('untilAt', 'is', null)
    .execute();
  return rows.map((row) => row.personId);
};

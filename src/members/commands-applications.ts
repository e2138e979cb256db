// Asking to join, and the answer. An application is a member that does not belong yet: nobody votes or reads for it.
import { z } from 'zod';
import { isInsider } from '../kernel/actor.ts';
import { command } from '../kernel/command.ts';
import { conflict, invalid, isRefusal, notFound, type Refusal } from '../kernel/errors.ts';
import { id } from '../kernel/ids.ts';
import { line, text } from '../kernel/text.ts';
import { type Db, openCoalition } from '../system/database/connect.ts';
import { admit, askingFor, merge } from './admitting.ts';
import { answers, authorities, type Kind, kinds, limits, personName, website } from './fields.ts';
import { endVoices, type Joining, takeApplication } from './joining.ts';
import { tellApplicants } from './notices.ts';
import { mayCome, mayKeepRoster } from './policy.ts';
import { indexPeople, lockMember, type Member, setStatus } from './rows.ts';

/** What somebody fills in who joins. For an organization, its name and one's authority are asked for as well. */
export const joining = {
  yourName: personName,
  as: z.enum(kinds),
  organization: line(160).default(''),
  website: website.default(''),
  place: line(120).default(''),
  authority: z.enum(authorities).optional(),
  limits: limits.default([]),
};

/** What the schema alone cannot say: an organization has a name, and whoever speaks for it an authority. */
export function missing(joining: Joining, known?: { name: string }): Refusal | undefined {
  if (joining.as === 'individual') return undefined;
  if (!known && joining.organization.length < 2) return invalid('organization', 'members.organizationNeeded');
  return joining.authority ? undefined : invalid('authority', 'members.authorityNeeded');
}

/** Asks to join, for an organization or as oneself. Coordinators read the answers and say yes or no. */
export const apply = command({
  name: 'members.apply',
  scope: 'coalition',
  reach: 'anyone',
  summary: 'Ask to join a coalition, for an organization or as yourself, by answering its joining questions.',
  input: z.strictObject({ ...joining, answers }),
  result: z.object({ member: id }),
  example: () => ({
    yourName: 'Pavel Novak',
    as: 'organization' as const,
    organization: 'Riverside Allotments',
    authority: 'consults' as const,
    answers: { whoWeAre: 'Eighty gardeners along the river.', whyWeAreHere: 'Soot settles on what we grow.' },
  }),
  async load({ db, coalition, actor }) {
    if (coalition.audience === 'members' && !isInsider(actor)) return notFound('kernel.coalitionNotFound');
    if (actor.person === null) return undefined;
    return openForApplicant(db, coalition.id, actor.person);
  },
  may: ({ actor }) => mayCome(actor),
  async run(context, own, input) {
    const problem = missing(input);
    if (problem) return problem;
    const mine = continues(own ?? [], input.as);
    if (isRefusal(mine)) return mine;
    const member = await takeApplication(context, input, mine);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

/**
 * Reads which members the person already speaks for, holding the person's row, so that of two submits the second sees
 * the first. Somebody outside reads nothing of a coalition; this transaction opens it for them because it only looks
 * at their own rows, and shows none.
 */
export async function openForApplicant(db: Db, coalition: string, person: string) {
  await openCoalition(db, coalition);
  await db.selectFrom('people').select('id').where('id', '=', person).forNoKeyUpdate().execute();
  return db
    .selectFrom('members as m')
    .innerJoin('memberStatuses as s', (join) =>
      join.onRef('s.coalitionId', '=', 'm.coalitionId').onRef('s.memberId', '=', 'm.id').on('s.untilAt', 'is', null),
    )
    .leftJoin('representatives as r', (join) =>
      join
        .onRef('r.coalitionId', '=', 'm.coalitionId')
        .onRef('r.memberId', '=', 'm.id')
        .on('r.personId', '=', person)
        .on('r.untilAt', 'is', null),
    )
    .select(['m.id', 'm.kind', 'm.personId', 's.status'])
    .where('m.coalitionId', '=', coalition)
    .where((e) => e.or([e('m.personId', '=', person), e('r.personId', '=', person)]))
    .execute();
}

/** The member row that a new application continues, if any; one application at a time. */
export function continues(own: Awaited<ReturnType<typeof openForApplicant>>, as: Kind): string | undefined | Refusal {
  if (own.some((m) => m.status === 'applied')) return conflict('members.alreadyApplied');
  if (as === 'organization') return undefined;
  const myself = own.find((m) => m.kind === 'individual' && m.personId !== null);
  return myself?.status === 'active' ? conflict('members.alreadyMember') : myself?.id;
}

/** Welcomes an applicant, as a new member or as the one that is on the roster already. */
export const approve = command({
  name: 'members.approve',
  scope: 'coalition',
  summary: 'Welcome an applicant; with sameAs, as a voice of a member that is on the roster already.',
  input: z.strictObject({ member: id, sameAs: id.optional() }),
  result: z.object({ member: id }),
  example: (story) => ({ member: story.members.applicant }),
  async load({ db, coalition }, input): Promise<{ applicant: Member; same?: Member } | Refusal> {
    // In the order of their ids, so that two approvals never wait for each other.
    const locked: Record<string, Member> = {};
    for (const one of [input.member, input.sameAs ?? input.member].sort()) {
      const found = await lockMember(db, coalition.id, one);
      if (isRefusal(found)) return one === input.member ? found : invalid('sameAs', 'members.memberNotFound');
      locked[one] = found;
    }
    return { applicant: locked[input.member]!, same: input.sameAs ? locked[input.sameAs] : undefined };
  },
  may: ({ actor }) => mayKeepRoster(actor),
  conflicts: {
    members_name_once: invalid('sameAs', 'members.nameOnRoster'),
    members_organization_once: invalid('sameAs', 'members.nameOnRoster'),
  },
  async run(context, { applicant, same }) {
    if (applicant.status !== 'applied') return conflict('members.notWaiting');
    const isTaken = same !== undefined && applicant.personId !== null && same.personId !== null;
    if (same && (same.id === applicant.id || same.kind !== applicant.kind || closed.includes(same.status) || isTaken)) {
      return invalid('sameAs', 'members.sameAsWrong');
    }
    const people = await askingFor(context, applicant.id);
    const member = same ? await merge(context, applicant, same) : await admit(context, applicant);
    await tellApplicants(context, people, 'welcomed', (same ?? applicant).name);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

const closed = ['applied', 'declined', 'merged'];

/** Says no to an applicant, with a reason that the applicant reads. */
export const decline = command({
  name: 'members.decline',
  scope: 'coalition',
  summary: 'Say no to an applicant, with a reason that the applicant reads.',
  input: z.strictObject({ member: id, reason: text(2000).min(1) }),
  result: z.object({ member: id }),
  example: (story) => ({
    member: story.members.applicant,
    reason: 'We are not ready for new members before the summer. Please ask again then.',
  }),
  load: ({ db, coalition }, { member }) => lockMember(db, coalition.id, member),
  may: ({ actor }) => mayKeepRoster(actor),
  async run(context, known, { member, reason }) {
    if (known.status !== 'applied') return conflict('members.notWaiting');
    await setStatus(context, member, 'declined', reason);
    const people = await endVoices(context, member);
    await indexPeople(context, people);
    await tellApplicants(context, people, 'declined', known.name);
    return { about: { kind: 'member', id: member }, for: member, value: { member } };
  },
});

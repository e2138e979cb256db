import { z } from 'zod';
import { isRefusal, notFound } from '../../kernel/errors.ts';
import { id } from '../../kernel/ids.ts';
import { query } from '../../kernel/query.ts';
import { tokenHash } from '../../members/token.ts';
import { openCoalition } from '../../system/database/connect.ts';
import { optionsOf } from '../count.ts';
import { proposalNumber } from '../inputs.ts';
import { findProposal } from '../proposal.ts';
import { findAsked } from './commands-answering.ts';
import { maySeeMandates } from './policy.ts';
import { consultationsOf, mandatesOf, stateOfAsking } from './reading.ts';
import { proposalById } from './rows.ts';
import { type AnswerView, shapes } from './shapes.ts';

/** What a member's own people were asked about a question, what they said, and the mandates that came of it. */
export const ofMember = query({
  name: 'mandates.ofMember',
  scope: 'coalition',
  summary: "A member's own consultations and mandates for one question. For its own people only.",
  input: z.strictObject({ proposal: z.coerce.number<number>().pipe(proposalNumber), member: id }),
  output: z.object({ mandates: z.array(shapes.mandate), consultations: z.array(shapes.consultation) }),
  example: (story) => ({ proposal: story.proposals.open, member: story.members.tenants }),
  may: ({ actor }, { member }) => maySeeMandates(actor, member),
  async run(context, { proposal: number, member }) {
    const proposal = await findProposal(context, number);
    if (isRefusal(proposal)) return proposal;
    return {
      mandates: await mandatesOf(context, proposal, member),
      consultations: await consultationsOf(context, proposal, member),
    };
  },
});

const linkStates = ['open', 'over', 'answered', 'expired', 'taken_back', 'revoked', 'decided'] as const;
const ownAnswer = z.object({
  says: z.enum(['choice', 'free', 'ask_again']),
  choice: z.record(z.string(), z.json()).nullable(),
  note: z.string(),
  at: z.date(),
});

/** What a link from home is about. Reading it changes nothing: scanners follow links too. */
export const readLink = query({
  name: 'mandates.readLink',
  scope: 'server',
  reach: 'anyone',
  summary:
    "What a question from one's own organization is about, by its link: for which member, which question, until when.",
  input: z.strictObject({ token: z.string().trim().min(1).max(200), code: z.string().trim().max(40).default('') }),
  output: z.object({
    coalition: z.object({ slug: z.string(), name: z.string() }),
    member: z.string(),
    state: z.enum(linkStates),
    /** Whose link it is; null on the shared link, until a code says who. */
    name: z.string().nullable(),
    needsCode: z.boolean(),
    method: z.string(),
    settings: z.record(z.string(), z.json()),
    options: z.array(z.object({ id, name: z.string() })),
    question: z.string(),
    background: z.string(),
    version: z.int(),
    askedVersion: z.int(),
    way: shapes.consultation.shape.way,
    secret: z.boolean(),
    note: z.string(),
    askedBy: z.string(),
    closesAt: z.date(),
    answer: ownAnswer.nullable(),
    /** What the others said, where answers are not secret. */
    others: z.array(z.object({ name: z.string(), says: ownAnswer.shape.says, choice: ownAnswer.shape.choice })),
  }),
  example: (story) => ({ token: story.mandates.token, code: story.mandates.code }),
  async run(context, { token, code }) {
    const { db, now } = context;
    const link = await db
      .selectFrom('consultationLinks as l')
      .innerJoin('coalitions as c', 'c.id', 'l.coalitionId')
      .select(['l.coalitionId', 'l.consultationId', 'l.askedId', 'l.revokedAt', 'c.slug', 'c.name', 'c.audience'])
      .where('l.tokenHash', '=', tokenHash(token))
      .executeTakeFirst();
    if (!link) return notFound('mandates.linkNotFound');
    // The token was checked: it opens this one question of this one member.
    await openCoalition(db, link.coalitionId);
    const coalition = { id: link.coalitionId, slug: link.slug, name: link.name, audience: link.audience as 'public' };
    const here = { ...context, coalition };
    const asked = await db
      .selectFrom('consultations as c')
      .innerJoin('members as m', (j) => j.onRef('m.coalitionId', '=', 'c.coalitionId').onRef('m.id', '=', 'c.memberId'))
      .leftJoin('profiles as p', (j) =>
        j.onRef('p.coalitionId', '=', 'c.coalitionId').onRef('p.personId', '=', 'c.askedBy'),
      )
      .selectAll('c')
      .select(['m.name as member', 'p.name as asker'])
      .where('c.coalitionId', '=', coalition.id)
      .where('c.id', '=', link.consultationId)
      .executeTakeFirstOrThrow();
    const proposal = await proposalById(here, asked.proposalId, 'none');
    if (isRefusal(proposal)) return proposal;
    const { background } = await db
      .selectFrom('proposalVersions')
      .select('background')
      .where('coalitionId', '=', coalition.id)
      .where('proposalId', '=', proposal.id)
      .where('version', '=', proposal.version)
      .executeTakeFirstOrThrow();
    const person = await findAsked(here, asked.id, link.askedId, code);
    const answers = await db
      .selectFrom('consultationAnswers as a')
      .leftJoin('consultationPeople as p', (j) =>
        j.onRef('p.coalitionId', '=', 'a.coalitionId').onRef('p.id', '=', 'a.askedId'),
      )
      .select(['a.askedId', 'p.name', 'a.says', 'a.choice', 'a.note', 'a.at'])
      .where('a.coalitionId', '=', coalition.id)
      .where('a.consultationId', '=', asked.id)
      .where('a.replacedAt', 'is', null)
      .where('a.askedId', 'is not', null)
      .orderBy('a.at')
      .execute();
    const typed = answers as unknown as (AnswerView & { askedId: string; name: string })[];
    const own = person && typed.find(({ askedId }) => askedId === person.id);
    const revoked = link.revokedAt !== null || (person !== undefined && person.revokedAt !== null);
    const decided = proposal.stage === 'closed' || proposal.stage === 'withdrawn' || proposal.closesAt <= now;
    const state = stateOfAsking(asked, now);
    return {
      coalition: { slug: coalition.slug, name: coalition.name },
      member: asked.member,
      state: state === 'taken_back' ? state : revoked ? ('revoked' as const) : decided ? ('decided' as const) : state,
      name: person?.name ?? null,
      needsCode: link.askedId === null && person === undefined,
      method: proposal.method,
      settings: proposal.settings as Record<string, never>,
      options: await optionsOf(here, proposal.id),
      question: proposal.question,
      background,
      version: proposal.version,
      askedVersion: asked.version,
      way: asked.way as 'majority',
      secret: asked.secret,
      note: asked.note,
      askedBy: asked.asker ?? '',
      closesAt: asked.closesAt,
      answer: own ? { says: own.says, choice: own.choice, note: own.note, at: own.at } : null,
      others:
        asked.secret || !person
          ? []
          : typed
              .filter(({ askedId }) => askedId !== person.id)
              .map(({ name, says, choice }) => ({ name, says, choice })),
    };
  },
});

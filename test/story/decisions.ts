import { castBallot, ratify } from '../../src/decisions/ballot-commands.ts';
import { close, open, propose, withdraw } from '../../src/decisions/commands.ts';
import { comment } from '../../src/decisions/discussion-commands.ts';
import { findLink, tokenFor } from '../../src/decisions/links.ts';
import { show } from '../../src/decisions/queries.ts';
import type { App } from '../../src/kernel/app.ts';
import type { Command } from '../../src/kernel/command.ts';
import { answer } from '../../src/kernel/execute.ts';
import { type StoryClock, tell } from './world.ts';

type Sent<C> = C extends Command<string, any, infer S, any, any> ? S : never;
type Who =
  | 'coordinator'
  | 'representative'
  | 'colleague'
  | 'consulting'
  | 'lawyer'
  | 'neighbour'
  | 'dissenter'
  | 'individual';
type Member = 'tenants' | 'union' | 'parents' | 'annur' | 'hauliers' | 'individual';

interface SoFar {
  people: Record<Who, string>;
  members: Record<Member, string>;
  coalition: { id: string; slug: string };
}

/** What Clean Air Riverton was asked in March 2026: what carried, what fell when a mandate came back changed, what is open. */
export async function decisionsChapter(app: App, clock: StoryClock, { people, members, coalition }: SoFar) {
  const here = coalition.slug;
  const puts = async (person: Who, input: Sent<typeof propose>) =>
    (
      await tell(
        app,
        people[person],
        propose,
        { ...input, closesAt: clock.at(input.closesAt), ...shiftedTimes(input) },
        here,
      )
    ).proposal;
  const shiftedTimes = ({ ratifyBy }: Sent<typeof propose>) => (ratifyBy ? { ratifyBy: clock.at(ratifyBy) } : {});
  const says = (person: Who, proposal: number, body: string, forMember?: Member) =>
    tell(app, people[person], comment, { proposal, body, forMember: forMember && members[forMember] }, here);
  const opens = (proposal: number) => tell(app, people.coordinator, open, { proposal }, here);
  const closes = (proposal: number) => tell(app, people.coordinator, close, { proposal }, here);
  const casts = async (
    person: Who,
    member: Member,
    proposal: number,
    choice: Sent<typeof castBallot>['choice'],
    more: Partial<Sent<typeof castBallot>> = {},
  ) =>
    (await tell(app, people[person], castBallot, { proposal, member: members[member], choice, ...more }, here)).ballot;
  const yes = { answer: 'yes' } as const;
  const no = { answer: 'no' } as const;
  const consent = { answer: 'consent' } as const;
  const onTheBoard = { basis: 'subject_to_ratification' } as const;

  clock.set('2026-03-04T19:00:00Z');
  const measure = await puts('coordinator', {
    question: 'Shall we measure the air at five windows beside the yard until June?',
    background:
      'Ruth lends four instruments, the clinic a fifth. We need two people a week to read them.\n\nWithout numbers of our own we argue with the numbers of the port company.',
    method: 'majority',
    settings: { threshold: '2/3' },
    quorum: '1/2',
    closesAt: '2026-03-10T20:00:00Z',
    ratifyBy: '2026-03-14T20:00:00Z',
    subjects: ['measuring', 'naming tenants'],
  });
  await says(
    'dissenter',
    measure,
    'Measure at the gate too, then. Half the waiting is done outside on the public road.',
    'hauliers',
  );
  await says('individual', measure, 'I can place one at the gate. The method stays the same for all five.');
  clock.set('2026-03-05T18:00:00Z');
  await opens(measure);
  clock.set('2026-03-06T07:30:00Z');
  const hasty = await casts('representative', 'tenants', measure, no);
  clock.set('2026-03-06T21:10:00Z');
  await casts('colleague', 'tenants', measure, yes, { replaces: hasty });
  await casts('coordinator', 'parents', measure, yes);
  await casts('neighbour', 'annur', measure, yes);
  await casts('individual', 'individual', measure, yes);
  await casts('dissenter', 'hauliers', measure, no);
  const measureUnion = await casts('consulting', 'union', measure, yes, onTheBoard);
  clock.set('2026-03-10T20:00:00Z');
  await closes(measure);
  clock.set('2026-03-12T21:30:00Z');
  await tell(
    app,
    people.consulting,
    ratify,
    { ballot: measureUnion, answer: 'ratified', decidedHow: 'Our board, on 12 March, nine to two.' },
    here,
  );

  clock.set('2026-03-07T10:00:00Z');
  const speaker = await puts('representative', {
    question: 'Who speaks for us at the council hearing?',
    background: 'Seven minutes, on 26 March. Whoever speaks stays within what we have decided.',
    method: 'irv',
    options: ['Rosa Delgado', 'Ruth Adeyemi', 'Amal Haddad'],
    quorum: '1/2',
    closesAt: '2026-03-13T20:00:00Z',
    forMember: members.tenants,
  });
  const [rosa, ruth, amal] = await optionIds(app, people.coordinator, here, speaker);
  clock.set('2026-03-08T09:00:00Z');
  await opens(speaker);
  const ranks = (...ids: (string | undefined)[]) => ({ ranking: ids.map((id) => [id!]) });
  clock.set('2026-03-09T18:40:00Z');
  await casts('colleague', 'tenants', speaker, ranks(rosa, amal));
  await casts('coordinator', 'parents', speaker, ranks(amal, rosa));
  await casts('neighbour', 'annur', speaker, ranks(rosa, amal, ruth));
  await casts('individual', 'individual', speaker, ranks(ruth, rosa));
  await casts('dissenter', 'hauliers', speaker, ranks(ruth, amal));
  await casts('lawyer', 'union', speaker, ranks(amal, rosa));
  clock.set('2026-03-13T20:00:00Z');
  await closes(speaker);

  clock.set('2026-03-10T08:00:00Z');
  const boycott = await puts('representative', {
    question: 'Shall we call on people to stay away from the port company’s market hall in April?',
    background: 'The company answers letters with letters. It will answer empty stalls.',
    method: 'majority',
    quorum: '1/2',
    closesAt: '2026-03-17T20:00:00Z',
    ratifyBy: '2026-03-21T20:00:00Z',
    forMember: members.tenants,
    subjects: ['boycotts'],
  });
  await says(
    'consulting',
    boycott,
    'Two hundred of our people work in that hall. I vote yes for now, and I take it to the board.',
    'union',
  );
  clock.set('2026-03-11T08:00:00Z');
  await opens(boycott);
  await casts('representative', 'tenants', boycott, yes);
  await casts('neighbour', 'annur', boycott, yes);
  await casts('dissenter', 'hauliers', boycott, no);
  await casts('coordinator', 'parents', boycott, no);
  await casts('individual', 'individual', boycott, { answer: 'abstain' });
  const boycottUnion = await casts('consulting', 'union', boycott, yes, onTheBoard);
  clock.set('2026-03-17T20:00:00Z');
  await closes(boycott);
  clock.set('2026-03-19T22:00:00Z');
  await tell(
    app,
    people.consulting,
    ratify,
    {
      ballot: boycottUnion,
      answer: 'refused',
      decidedHow: 'Our board, on 19 March: not while our own people stand behind those stalls.',
    },
    here,
  );

  clock.set('2026-03-16T18:00:00Z');
  const vigil = await puts('neighbour', {
    question: 'Shall we hold a silent vigil at the yard gate on the first Monday of each month?',
    background: 'Half an hour, at seven in the evening. Candles, no speeches, children welcome.',
    method: 'consent',
    closesAt: '2026-04-02T18:00:00Z',
    ratifyBy: '2026-04-09T18:00:00Z',
    forMember: members.annur,
    subjects: ['blockades', 'faith'],
  });
  clock.set('2026-03-18T18:00:00Z');
  await opens(vigil);
  await casts('representative', 'tenants', vigil, consent);
  await casts('coordinator', 'parents', vigil, consent);
  await casts('individual', 'individual', vigil, { answer: 'abstain' });
  clock.set('2026-03-19T06:15:00Z');
  await casts(
    'dissenter',
    'hauliers',
    vigil,
    { answer: 'object' },
    {
      reason:
        'At seven in the evening the night shift drives in. People with candles in that bend will get somebody killed.',
    },
  );

  clock.set('2026-03-18T19:00:00Z');
  const idling = await puts('coordinator', {
    question: 'Shall we ask the council to forbid idling within 300 metres of a school?',
    background:
      'One sentence in the road traffic order, one sign at each end. Three cities on this river have it already.',
    method: 'majority',
    settings: { threshold: '2/3' },
    quorum: '1/2',
    closesAt: '2026-04-01T20:00:00Z',
    ratifyBy: '2026-04-10T20:00:00Z',
    subjects: ['naming companies'],
  });
  clock.set('2026-03-20T08:00:00Z');
  await opens(idling);
  await casts('coordinator', 'parents', idling, yes);
  const idlingUnion = await casts('consulting', 'union', idling, yes, onTheBoard);

  const { link, linkToken } = await mailedLink(app, people.representative, idling, members.tenants, coalition.id);

  clock.set('2026-03-20T17:00:00Z');
  const talks = await puts('dissenter', {
    question: 'Shall we invite the port company to sit down with us?',
    background: 'Before anything louder. With the clinic in the room, and minutes that both sides sign.',
    method: 'consent',
    closesAt: '2026-04-15T18:00:00Z',
    forMember: members.hauliers,
  });
  clock.set('2026-03-20T20:30:00Z');
  await says('representative', talks, 'Vamos, pero no solos y no en su edificio.', 'tenants');
  await says('neighbour', talks, 'القاعة عندنا مفتوحة لهذا اللقاء، والمترجمون حاضرون.', 'annur');

  clock.set('2026-03-14T12:00:00Z');
  const banner = await puts('coordinator', {
    question: 'Shall the banner of the school march carry our name?',
    method: 'majority',
    closesAt: '2026-03-24T18:00:00Z',
  });
  clock.set('2026-03-15T12:00:00Z');
  await opens(banner);
  await casts('coordinator', 'parents', banner, yes);
  await casts('representative', 'tenants', banner, yes);

  clock.set('2026-03-14T13:00:00Z');
  const letter = await puts('coordinator', {
    question: 'Shall we write to the health insurers for the cost of inhalers in our streets?',
    method: 'majority',
    closesAt: '2026-03-23T20:00:00Z',
    ratifyBy: '2026-04-06T20:00:00Z',
  });
  clock.set('2026-03-16T12:00:00Z');
  await opens(letter);
  await casts('coordinator', 'parents', letter, yes);
  await casts('colleague', 'tenants', letter, no);
  await casts('consulting', 'union', letter, yes, onTheBoard);
  clock.set('2026-03-23T20:00:00Z');
  await closes(letter);

  clock.set('2026-03-21T12:00:00Z');
  const party = await puts('individual', {
    question: 'Shall we publish which candidates support us?',
    method: 'majority',
    closesAt: '2026-04-20T18:00:00Z',
    subjects: ['endorsing candidates'],
  });
  await tell(
    app,
    people.individual,
    withdraw,
    {
      proposal: party,
      reason: 'It touches the limits of the union and of An-Nur. I had not seen that; the page showed me.',
    },
    here,
  );

  const [objection] = (await read(app, people.coordinator, here, vigil)).objections;
  return {
    proposals: {
      decided: measure,
      ranked: speaker,
      fell: boycott,
      consent: vigil,
      open: idling,
      discussed: talks,
      due: banner,
      provisional: letter,
      withdrawn: party,
    },
    /** The link that Rosa got by mail for the open vote. */
    link,
    linkToken,
    ballots: { union: idlingUnion },
    objections: { raised: objection!.id },
    /** A closing time that lies ahead when the story ends. */
    soon: clock.at('2026-04-07T18:00:00Z'),
  };
}

async function read(app: App, person: string, coalition: string, proposal: number) {
  const result = await answer(app, show, { input: { proposal }, person, coalition, via: 'browser' });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

/** The link that a mail about a vote carries, as the job makes it that writes the mail. */
const mailedLink = (app: App, person: string, number: number, member: string, coalition: string) =>
  app.database.transaction({ person: null, reads: [coalition] }, async (db) => {
    const entry = await db
      .selectFrom('rollEntries as e')
      .innerJoin('proposals as p', (j) =>
        j.onRef('p.coalitionId', '=', 'e.coalitionId').onRef('p.id', '=', 'e.proposalId'),
      )
      .select(['e.id', 'e.proposalId'])
      .where('e.coalitionId', '=', coalition)
      .where('p.number', '=', number)
      .where('e.memberId', '=', member)
      .executeTakeFirstOrThrow();
    const voter = { coalition, proposal: entry.proposalId, entry: entry.id, member, person };
    const linkToken = (await tokenFor(app, db, voter, app.clock.glance()))!;
    return { linkToken, link: (await findLink(db, linkToken))!.id };
  });

const optionIds = async (app: App, person: string, coalition: string, proposal: number) =>
  (await read(app, person, coalition, proposal)).options.map(({ id }) => id);

import { appoint } from '../../src/coalitions/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import type { Command } from '../../src/kernel/command.ts';
import { defineConstituency, list, setConstituencies, setTie } from '../../src/members/commands.ts';
import { apply, approve, decline } from '../../src/members/commands-applications.ts';
import { acceptInvitation, invite } from '../../src/members/commands-invitations.ts';
import { leave, setLimits } from '../../src/members/commands-voice.ts';
import { importsChapter } from './imports.ts';
import { addPerson } from './people.ts';
import { type StoryClock, tell } from './world.ts';

type Told =
  | 'coordinator'
  | 'representative'
  | 'colleague'
  | 'consulting'
  | 'lawyer'
  | 'observer'
  | 'neighbour'
  | 'dissenter';

interface SoFar<Who extends string> {
  people: Record<Who | Told, string>;
  coalition: { id: string; slug: string };
}

type Sent<C> = C extends Command<string, any, infer S, any, any> ? S : never;

/** How the members of Clean Air Riverton came together, from the first list in February to a goodbye in March 2026. */
export async function membersChapter<Who extends string>(
  app: App,
  clock: StoryClock,
  { people, coalition }: SoFar<Who>,
) {
  const here = coalition.slug;
  const amal = people.coordinator;
  const more = {
    /** Chairs the allotment gardeners; has asked to join and waits. */
    applicant: await addPerson(app, 'Nadia Petrova', 'nadia@allotments.example'),
    /** A retired chemist who belongs as herself, and coordinates together with Amal. */
    individual: await addPerson(app, 'Ruth Adeyemi', 'ruth@riverton.example'),
    /** Spoke for the traders, who left. */
    former: await addPerson(app, 'Jonas Lind', 'jonas@traders.example'),
    /** Asked to join for a party, and was told no. */
    declined: await addPerson(app, 'Viktor Salo', 'viktor@forward.example'),
  };

  clock.set('2026-02-04T19:10:00Z');
  const constituency = async (name: string, mostAffected = false) =>
    (await tell(app, amal, defineConstituency, { name, mostAffected }, here)).constituency;
  const constituencies = {
    neighbours: await constituency('People who live beside the yard', true),
    families: await constituency('Families with schoolchildren', true),
    workers: await constituency('Workers at the yard and the docks'),
    health: await constituency('Health workers'),
    business: await constituency('Local business'),
    faith: await constituency('Communities of faith'),
  };

  clock.set('2026-02-05T20:00:00Z');
  const listed = async (given: Sent<typeof list>) =>
    (await tell(app, amal, list, { place: 'Riverton', ...given }, here)).member;
  const members = {
    tenants: await listed({
      name: 'Eastbank Tenants’ Association',
      website: 'https://eastbank.example',
      place: 'Eastbank',
      about: 'The tenants of 640 flats between the freight yard and the river.',
      peopleRepresented: 1450,
      constituencies: [constituencies.neighbours, constituencies.families],
      contacts: [{ name: 'Rosa Delgado', email: 'rosa@eastbank.example', phone: '555 0102' }],
    }),
    union: await listed({
      name: 'Dockworkers’ Union, Local 40',
      website: 'https://local40.example',
      about: 'Dock and yard workers of the lower river.',
      peopleRepresented: 40000,
      constituencies: [constituencies.workers],
      contacts: [
        { name: 'Tomás Ferreira', email: 'tomas@dockers.example' },
        { name: 'Grace Lindqvist', email: 'grace@dockers.example', note: 'The union’s lawyer.' },
      ],
    }),
    parents: await listed({
      name: 'Parents’ Circle of Quay School',
      about: 'Parents of the school across the road from the yard.',
      peopleRepresented: 310,
      constituencies: [constituencies.families],
      contacts: [{ name: 'Amal Haddad', email: 'amal@riverton.example' }],
    }),
    clinic: await listed({
      name: 'Riverside Community Clinic',
      website: 'https://clinic.example',
      about: 'A clinic with an asthma practice.',
      peopleRepresented: 62,
      constituencies: [constituencies.health],
      contacts: [{ name: 'Lena Hoffmann', email: 'lena@clinic.example' }],
    }),
    annur: await listed({
      name: 'An-Nur Community Centre',
      website: 'https://annur.example',
      place: 'Eastbank',
      about: 'Mosque, kitchen and homework club.',
      peopleRepresented: 900,
      constituencies: [constituencies.faith, constituencies.neighbours],
      contacts: [{ name: 'Yusra Al-Khatib', email: 'yusra@annur.example' }],
    }),
    hauliers: await listed({
      name: 'Riverton Hauliers’ Cooperative',
      website: 'https://hauliers.example',
      about: 'Thirty-eight owner-drivers who load at the yard.',
      peopleRepresented: 38,
      constituencies: [constituencies.business, constituencies.workers],
      contacts: [{ name: 'Bram Okonkwo', email: 'bram@hauliers.example' }],
    }),
    parish: await listed({
      name: 'Parish of St Brigid',
      place: 'Old Town',
      about: 'The parish has a hall with 200 seats and no e-mail address.',
      peopleRepresented: 520,
      constituencies: [constituencies.faith],
      contacts: [{ name: 'Father Emil', phone: '555 0147', note: 'Best on weekday mornings.' }],
    }),
    traders: await listed({
      name: 'Old Town Traders’ Guild',
      place: 'Old Town',
      peopleRepresented: 54,
      constituencies: [constituencies.business],
      contacts: [{ name: 'Jonas Lind', email: 'jonas@traders.example' }],
    }),
  };

  const joins = async (
    moment: string,
    person: string,
    member: string,
    saying: Omit<Sent<typeof acceptInvitation>, 'token' | 'as'>,
  ) => {
    const { token } = await tell(app, amal, invite, { member }, here);
    clock.set(moment);
    await tell(app, person, acceptInvitation, { token: token!, as: 'organization', ...saying }, here);
  };
  await joins('2026-02-06T07:40:00Z', amal, members.parents, {
    yourName: 'Amal Haddad',
    authority: 'decides',
    answers: {
      whoWeAre: 'Parents of 310 children at Quay School. We meet in the gym on the first Monday.',
      whyWeAreHere: 'Every third child in the second grade carries an inhaler.',
      whatWeBring: 'Time in the evenings, a gym, and children who can count lorries.',
      ourLimits: 'No money. No days off.',
      canWeDecide: 'Yes. The circle asked me to, and I report every month.',
    },
  });
  await joins('2026-02-07T18:05:00Z', people.representative, members.tenants, {
    yourName: 'Rosa Delgado',
    authority: 'decides',
    answers: {
      whoWeAre: 'Tenants of 640 flats on the east bank. Most of us rent from the port company.',
      whyWeAreHere: 'The engines stand under our bedroom windows from four in the morning.',
      whatWeBring: 'People who know every hour of that yard, and a sewing room that makes banners.',
      ourLimits: 'We cannot give the names of single tenants: the landlord reads newspapers too.',
      canWeDecide: 'Kwame and I decide between assemblies.',
      sensitiveAbout: 'Our landlord. Some families would lose the flat.',
    },
    limits: [
      { subject: 'naming tenants', kind: 'never', note: 'The landlord is the port company.' },
      { subject: 'court cases', kind: 'ask_first' },
    ],
  });
  await joins('2026-02-08T10:15:00Z', people.colleague, members.tenants, {
    yourName: 'Kwame Mensah',
    authority: 'decides',
  });
  await joins('2026-02-09T16:30:00Z', people.consulting, members.union, {
    yourName: 'Tomás Ferreira',
    authority: 'consults',
    answers: {
      whoWeAre: 'Local 40: forty thousand dock and yard workers along the lower river.',
      whyWeAreHere: 'Our people breathe it ten hours a day.',
      whatWeBring: 'A print shop, a lawyer, and people who know how the yard is run.',
      ourLimits: 'We do not strike for a coalition, and we do not say who employs whom badly.',
      canWeDecide: 'I take everything to the board. It meets every second Thursday.',
      sensitiveAbout: 'Jobs. Nobody says "close the yard" with our name under it.',
    },
    limits: [
      { subject: 'strikes', kind: 'our_decision', note: 'Only a ballot of the members calls a strike.' },
      { subject: 'closing the yard', kind: 'never' },
      { subject: 'endorsing candidates', kind: 'our_decision' },
    ],
  });
  await joins('2026-02-10T09:00:00Z', people.lawyer, members.union, {
    yourName: 'Grace Lindqvist',
    authority: 'decides',
  });
  await joins('2026-02-11T13:20:00Z', people.observer, members.clinic, {
    yourName: 'Lena Hoffmann',
    authority: 'observes',
    answers: {
      whoWeAre: 'Eleven doctors and a team of nurses. We treat whoever comes.',
      whyWeAreHere: 'We see the asthma. We want to see what the coalition does before we say more.',
      whatWeBring: 'Figures, without names, twice a year.',
      canWeDecide: 'No. The board sends me to listen.',
    },
    limits: [{ subject: 'blockades', kind: 'never', note: 'Ambulances use that road.' }],
  });
  await joins('2026-02-12T17:45:00Z', people.neighbour, members.annur, {
    yourName: 'يسرى الخطيب',
    authority: 'decides',
    answers: {
      whoWeAre: 'مركز النور: مسجد ومطبخ ونادٍ للواجبات المدرسية، تسعمئة شخص كل أسبوع.',
      whyWeAreHere: 'جيراننا هم من يتنفسون دخان الساحة، وأطفالنا في المدرسة نفسها.',
      whatWeBring: 'مطبخ يطعم مئتي شخص، ومترجمون.',
      sensitiveAbout: 'لا نريد أن يُستعمل اسم المركز في السياسة الحزبية.',
    },
    limits: [{ subject: 'endorsing candidates', kind: 'never' }],
  });
  await joins('2026-02-16T20:30:00Z', people.dissenter, members.hauliers, {
    yourName: 'Bram Okonkwo',
    authority: 'decides',
    answers: {
      whoWeAre: 'Thirty-eight drivers who own their lorries, or the bank does.',
      whyWeAreHere: 'Idling burns our diesel. But we will not be the scapegoats for a yard that makes us wait.',
      whatWeBring: 'The timetable of every gate, and a loud opinion.',
      ourLimits: 'Nothing that adds an unpaid hour to a shift.',
    },
    limits: [
      { subject: 'naming companies', kind: 'ask_first', until: '2026-12-31' },
      { subject: 'blockades', kind: 'never' },
    ],
  });
  await joins('2026-02-17T08:10:00Z', more.former, members.traders, {
    yourName: 'Jonas Lind',
    authority: 'decides',
    answers: { whoWeAre: 'Fifty-four shops around the market.', whyWeAreHere: 'Soot on the awnings.' },
  });
  await tell(
    app,
    more.former,
    setLimits,
    { member: members.traders, limits: [{ subject: 'boycotts', kind: 'never' }] },
    here,
  );

  clock.set('2026-02-18T12:00:00Z');
  const answers = {
    whoWeAre: 'I measured air for the state laboratory for thirty years.',
    whyWeAreHere: 'Because somebody should measure it here.',
    whatWeBring: 'Four instruments and patience.',
  };
  const ask = { as: 'individual' as const, yourName: 'Ruth Adeyemi', place: 'Riverton', answers };
  const asked = await tell(app, more.individual, apply, ask, here);
  clock.set('2026-02-18T20:00:00Z');
  const individual = (await tell(app, amal, approve, asked, here)).member;
  const tie = (member: string, tie: 'cooperation' | 'coordination' | 'collaboration') =>
    tell(app, amal, setTie, { member, tie }, here);
  await tie(members.parents, 'collaboration');
  await tie(members.tenants, 'collaboration');
  await tie(members.union, 'coordination');
  await tie(members.annur, 'coordination');
  await tie(members.clinic, 'cooperation');
  await tie(members.hauliers, 'cooperation');

  // Two coordinators are safer than one.
  await tell(app, amal, appoint, { person: more.individual }, here);

  clock.set('2026-02-20T18:00:00Z');
  const party = await tell(
    app,
    more.declined,
    apply,
    {
      as: 'organization',
      organization: 'Forward Riverton',
      yourName: 'Viktor Salo',
      authority: 'decides',
      answers: { whoWeAre: 'A party that will stand in the autumn.', whyWeAreHere: 'Clean air wins votes.' },
    },
    here,
  );
  clock.set('2026-02-21T21:00:00Z');
  const reason =
    'We decided to stay outside the election, and so we take no parties. Please come to the public hearing: your questions are welcome there.';
  await tell(app, amal, decline, { ...party, reason }, here);

  clock.set('2026-03-02T19:00:00Z');
  await tell(
    app,
    more.former,
    leave,
    {
      member: members.traders,
      reason: 'Our shops need the spring for themselves. We wish you well, and our awnings will thank you.',
    },
    here,
  );
  clock.set('2026-03-04T11:30:00Z');
  const applicant = await tell(
    app,
    more.applicant,
    apply,
    {
      as: 'organization',
      organization: 'Riverside Allotments',
      yourName: 'Nadia Petrova',
      place: 'Eastbank',
      authority: 'consults',
      answers: {
        whoWeAre: 'Eighty gardeners on the strip between the rails and the river.',
        whyWeAreHere: 'We eat what grows there.',
        whatWeBring: 'Soil samples of eleven years, and beans.',
        canWeDecide: 'The garden meeting does. It meets on Sundays.',
      },
      limits: [{ subject: 'naming tenants', kind: 'ask_first' }],
    },
    here,
  );
  clock.set('2026-03-05T09:00:00Z');
  // Waits for an answer when the story ends: the link was handed over on paper.
  const pending = await tell(app, amal, invite, { member: members.parish, name: 'Father Emil', days: 90 }, here);
  await tell(app, amal, setConstituencies, { member: individual, constituencies: [constituencies.health] }, here);

  return {
    people: { ...people, ...more },
    members: { ...members, individual, applicant: applicant.member, declined: party.member },
    constituencies,
    invitation: pending.invitation,
    invitationToken: pending.token!,
    imports: await importsChapter(app, clock, { person: amal, coalition }),
    ...(await idsByName(app, coalition.id, people.coordinator)),
  };
}

/** Ids of rows that the commands make without telling them. */
async function idsByName(app: App, coalition: string, person: string) {
  return app.database.reading({ person, reads: [coalition] }, async (db) => {
    const voices = await db
      .selectFrom('representatives as r')
      .innerJoin('profiles as p', (join) =>
        join.onRef('p.coalitionId', '=', 'r.coalitionId').onRef('p.personId', '=', 'r.personId'),
      )
      .select(['r.id', 'p.name'])
      .where('r.coalitionId', '=', coalition)
      .execute();
    const subjects = await db
      .selectFrom('subjects')
      .select(['id', 'label'])
      .where('coalitionId', '=', coalition)
      .execute();
    const voice = (name: string) => voices.find((row) => row.name === name)!.id;
    const subject = (label: string) => subjects.find((row) => row.label === label)!.id;
    return {
      representatives: {
        amal: voice('Amal Haddad'),
        rosa: voice('Rosa Delgado'),
        kwame: voice('Kwame Mensah'),
        tomas: voice('Tomás Ferreira'),
        grace: voice('Grace Lindqvist'),
        lena: voice('Lena Hoffmann'),
        yusra: voice('يسرى الخطيب'),
        bram: voice('Bram Okonkwo'),
        ruth: voice('Ruth Adeyemi'),
      },
      subjects: {
        blockades: subject('blockades'),
        candidates: subject('endorsing candidates'),
        closing: subject('closing the yard'),
        companies: subject('naming companies'),
        courts: subject('court cases'),
        strikes: subject('strikes'),
        tenants: subject('naming tenants'),
      },
    };
  });
}

import { found } from '../../src/coalitions/commands.ts';
import type { App } from '../../src/kernel/app.ts';
import { tellAccounts } from './accounts.ts';
import { decisionsChapter } from './decisions.ts';
import { delegationsChapter } from './delegations.ts';
import { formingChapter } from './forming.ts';
import { mandatesChapter } from './mandates.ts';
import { membersChapter } from './members.ts';
import { paperChapter } from './paper.ts';
import { addPerson } from './people.ts';
import { rulesChapter } from './rules.ts';
import { secretChapter } from './secret.ts';
import { tellTokens } from './tokens.ts';
import { wayChapter } from './way.ts';
import { type StoryClock, tell } from './world.ts';

/** The moment at which the telling stops. */
export const storyEnd = '2026-03-24T19:00:00Z';

/**
 * The one believable coalition: Riverton, a river town whose freight yard idles diesel engines beside a school.
 * Told by commands in the order in which it happened, one chapter per capability. Everybody in it is invented.
 */
export async function tellStory(app: App, clock: StoryClock) {
  const people = {
    /** Coordinates the coalition, evenings, from the parents' circle. */
    coordinator: await addPerson(app, 'Amal Haddad', 'amal@riverton.example'),
    /** Speaks for the tenants beside the yard, the most affected; may decide. */
    representative: await addPerson(app, 'Rosa Delgado', 'rosa@eastbank.example', 'es'),
    /** The tenants' second voice; may decide. */
    colleague: await addPerson(app, 'Kwame Mensah', 'kwame@eastbank.example'),
    /** Speaks for the dockworkers' union; must consult its board. */
    consulting: await addPerson(app, 'Tomás Ferreira', 'tomas@dockers.example'),
    /** The union's lawyer; may decide. */
    lawyer: await addPerson(app, 'Grace Lindqvist', 'grace@dockers.example'),
    /** Watches for the clinic. */
    observer: await addPerson(app, 'Lena Hoffmann', 'lena@clinic.example'),
    /** Speaks for the community centre of the mosque; reads Arabic. */
    neighbour: await addPerson(app, 'Yusra Al-Khatib', 'yusra@annur.example', 'ar'),
    /** The hauliers' voice, who often disagrees. */
    dissenter: await addPerson(app, 'Bram Okonkwo', 'bram@hauliers.example'),
    /** Has an account and belongs to nothing. */
    stranger: await addPerson(app, 'Pavel Novak', 'pavel@elsewhere.example'),
    /** Coordinates another coalition. */
    elsewhere: await addPerson(app, 'Ines Okafor', 'ines@harbour.example'),
    /** Runs the server, and belongs to nothing. */
    operator: await addPerson(app, 'Otto Weiss', 'otto@host.example'),
  };
  const account = await tellAccounts(app, people);
  clock.set('2026-02-03T18:30:00Z');
  const coalition = await tell(app, people.coordinator, found, {
    name: 'Clean Air Riverton',
    slug: 'clean-air-riverton',
    purpose:
      'Air that a child can breathe on every school day. We want the freight yard to switch its idling engines off.',
    place: 'Riverton',
    issues: ['clean air', 'freight', 'public health'],
    languages: ['en', 'es', 'ar'],
    yourName: 'Amal Haddad',
  });
  const other = await tell(app, people.elsewhere, found, {
    name: 'Harbour Neighbours',
    slug: 'harbour-neighbours-story',
    purpose: 'Keep the harbour open to the people who live around it.',
    audience: 'members',
    yourName: 'Ines Okafor',
  });
  const members = await membersChapter(app, clock, { people, coalition });
  const token = await tellTokens(app, people);
  const decisions = await decisionsChapter(app, clock, { ...members, coalition });
  const way = await wayChapter(app, clock, { ...members, coalition });
  const kept = await rulesChapter(app, clock, { people, coalition });
  const forming = await formingChapter(app, clock, { people: members.people, coalition });
  const secret = await secretChapter(app, clock, { ...members, coalition, people: { ...people, ...members.people } });
  const mandates = await mandatesChapter(app, clock, { ...members, coalition, ...decisions });
  const delegations = await delegationsChapter(app, clock, { ...members, coalition, ...decisions });
  const paper = await paperChapter(app, clock, { people: members.people, coalition, proposal: way.proposals.paused });
  clock.set(storyEnd);
  return {
    ...account,
    coalition,
    other,
    token,
    ...members,
    ...decisions,
    ...kept,
    ...mandates,
    ...delegations,
    ...way,
    ...forming,
    proposals: { ...decisions.proposals, ...way.proposals, ...secret },
    paper,
  };
}

export type Story = Awaited<ReturnType<typeof tellStory>>;

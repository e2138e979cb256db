import { castBallot } from '../../src/decisions/ballot-commands.ts';
import { close, open, propose } from '../../src/decisions/commands.ts';
import { show } from '../../src/decisions/queries.ts';
import type { App } from '../../src/kernel/app.ts';
import { answer } from '../../src/kernel/execute.ts';
import { type StoryClock, tell } from './world.ts';

type Who = 'coordinator' | 'representative' | 'lawyer' | 'neighbour' | 'dissenter' | 'individual';
type Member = 'tenants' | 'union' | 'parents' | 'annur' | 'hauliers' | 'individual';

interface SoFar {
  people: Record<Who, string>;
  members: Record<Member, string>;
  coalition: { slug: string };
}

/** Two votes that nobody should be able to hold against anybody: who keeps the keys, chosen; and who moderates, open. */
export async function secretChapter(app: App, clock: StoryClock, { people, members, coalition }: SoFar) {
  const here = coalition.slug;
  const ranks = (...ids: (string | undefined)[]) => ({ ranking: ids.map((id) => [id!]) });
  const puts = async (question: string, background: string, options: string[], closesAt: string) => {
    const given = { question, background, options, method: 'irv', secrecy: 'secret' as const, quorum: '1/2' };
    const { proposal } = await tell(app, people.coordinator, propose, { ...given, closesAt: clock.at(closesAt) }, here);
    await tell(app, people.coordinator, open, { proposal }, here);
    const shown = await answer(app, show, {
      input: { proposal },
      person: people.coordinator,
      coalition: here,
      via: 'api',
    });
    if (!shown.ok) throw new Error(JSON.stringify(shown.refusal));
    return { proposal, ids: shown.value.options.map(({ id }) => id) };
  };
  const casts = (person: Who, member: Member, proposal: number, choice: ReturnType<typeof ranks>, replaces?: string) =>
    tell(app, people[person], castBallot, { proposal, member: members[member], choice, replaces }, here);

  clock.set('2026-03-18T18:00:00Z');
  const keys = await puts(
    'Who keeps the keys to the meeting room and the instruments?',
    'Two of our own stand. Vote as you like: nobody is shown what you said.',
    ['Grace Lindqvist', 'Rosa Delgado'],
    '2026-03-22T20:00:00Z',
  );
  const [grace, rosa] = keys.ids;
  clock.set('2026-03-19T07:00:00Z');
  const hasty = await casts('representative', 'tenants', keys.proposal, ranks(grace));
  await casts('coordinator', 'parents', keys.proposal, ranks(rosa, grace));
  await casts('neighbour', 'annur', keys.proposal, ranks(rosa));
  clock.set('2026-03-20T21:00:00Z');
  await casts('representative', 'tenants', keys.proposal, ranks(rosa, grace), hasty.ballot);
  await casts('dissenter', 'hauliers', keys.proposal, ranks(grace));
  await casts('lawyer', 'union', keys.proposal, ranks(grace, rosa));
  await casts('individual', 'individual', keys.proposal, ranks(rosa));
  clock.set('2026-03-22T20:00:00Z');
  await tell(app, people.coordinator, close, { proposal: keys.proposal }, here);

  clock.set('2026-03-23T09:00:00Z');
  const chair = await puts(
    'Who moderates our meetings until the summer?',
    'Whoever is not chosen is still needed. That is why we vote in secret.',
    ['Kwame Mensah', 'Yusra Al-Khatib', 'Bram Okonkwo'],
    '2026-04-12T18:00:00Z',
  );
  const [kwame, yusra, bram] = chair.ids;
  clock.set('2026-03-24T08:00:00Z');
  await casts('coordinator', 'parents', chair.proposal, ranks(yusra, kwame));
  await casts('dissenter', 'hauliers', chair.proposal, ranks(bram, yusra));
  await casts('representative', 'tenants', chair.proposal, ranks(kwame));
  await casts('lawyer', 'union', chair.proposal, ranks(yusra, bram));
  return { sealed: keys.proposal, secret: chair.proposal };
}

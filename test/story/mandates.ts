import { answerHome, noteAnswers } from '../../src/decisions/mandates/commands-answering.ts';
import { ask } from '../../src/decisions/mandates/commands-asking.ts';
import { concludeHome, giveMandate, shareMandate } from '../../src/decisions/mandates/commands-mandating.ts';
import { ofMember } from '../../src/decisions/mandates/queries.ts';
import type { App } from '../../src/kernel/app.ts';
import { answer } from '../../src/kernel/execute.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: { representative: string; colleague: string; consulting: string; lawyer: string };
  members: { tenants: string; union: string };
  coalition: { slug: string };
  proposals: { open: number; discussed: number; consent: number };
}

/** The tenants ask their own stairwells whether to sit down with the port company; the union asks its shop stewards. */
export async function mandatesChapter(app: App, clock: StoryClock, { people, members, coalition, proposals }: SoFar) {
  const here = coalition.slug;
  clock.set('2026-03-21T18:30:00Z');
  const home = await tell(
    app,
    people.representative,
    ask,
    {
      proposal: proposals.open,
      member: members.tenants,
      way: 'majority' as const,
      closesAt: clock.at('2026-03-30T20:00:00Z'),
      note: 'Whoever has children at the school by the yard: what do you say?',
      people: [{ name: 'Noor Castellanos' }, { name: 'Mr Abiodun, third floor' }, { name: 'Wanda Petrov' }],
    },
    here,
  );
  const token = home.token!;
  const [noor, abiodun] = home.codes;
  clock.set('2026-03-22T17:00:00Z');
  await tell(app, null, answerHome, { token, code: noor!.code, choice: { answer: 'yes' } }, here);
  clock.set('2026-03-22T19:20:00Z');
  const doubt = { token, code: abiodun!.code, choice: { answer: 'no' as const }, note: 'And where do the buses wait?' };
  await tell(app, null, answerHome, doubt, here);

  clock.set('2026-03-22T20:00:00Z');
  const vigil = await tell(
    app,
    people.lawyer,
    ask,
    {
      proposal: proposals.consent,
      member: members.union,
      closesAt: clock.at('2026-03-23T18:00:00Z'),
      note: 'The night shift drives in by that bend.',
    },
    here,
  );
  const counts = [
    { choice: { answer: 'consent' as const }, voices: 34 },
    { choice: { answer: 'object' as const }, voices: 5 },
  ];
  const noted = { consultation: vigil.consultation, counts, how: 'Shop stewards, 23 March.' };
  clock.set('2026-03-23T12:00:00Z');
  await tell(app, people.lawyer, noteAnswers, noted, here);
  const { mandate } = await tell(app, people.lawyer, concludeHome, { consultation: vigil.consultation }, here);
  await tell(app, people.lawyer, shareMandate, { mandate: mandate! }, here);

  clock.set('2026-03-23T20:00:00Z');
  const talks = await tell(
    app,
    people.colleague,
    giveMandate,
    {
      proposal: proposals.discussed,
      member: members.tenants,
      kind: 'guided' as const,
      guidance: 'Yes to talking, but not alone and not in their building.',
      decidedHow: 'The stairwell meeting, 22 March.',
    },
    here,
  );
  const read = await answer(app, ofMember, {
    input: { proposal: proposals.open, member: members.tenants },
    person: people.representative,
    coalition: here,
    via: 'browser',
  });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return {
    mandates: {
      consultation: home.consultation,
      asked: read.value.consultations[0]!.people[2]!.id,
      token,
      code: noor!.code,
      binding: talks.mandate!,
      shared: mandate!,
      deadline: clock.at('2026-04-05T18:00:00Z'),
    },
  };
}

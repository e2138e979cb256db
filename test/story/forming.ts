import { stateCase } from '../../src/forming/case-commands.ts';
import { type Condition, conditions, type Level } from '../../src/forming/conditions.ts';
import { answerReadiness, askReadiness, conclude } from '../../src/forming/readiness-commands.ts';
import { formingSteps } from '../../src/forming/readiness-queries.ts';
import type { App } from '../../src/kernel/app.ts';
import { answer } from '../../src/kernel/execute.ts';
import { type StoryClock, tell } from './world.ts';

interface SoFar {
  people: Record<'coordinator' | 'representative' | 'colleague' | 'consulting' | 'neighbour' | 'individual', string>;
  coalition: { slug: string };
}

/** Everything fair, but for what is said. */
const judged = (said: Partial<Record<Condition, [Level | 'unsure', string?]>>) =>
  Object.fromEntries(
    conditions.map((name) => {
      const [level, reason = ''] = said[name] ?? ['fair'];
      return [name, { level, reason }];
    }),
  ) as Record<Condition, { level: Level | 'unsure'; reason: string }>;

/** How Riverton states its case, asks whether it is ready to go after the whole river, and asks again. */
export async function formingChapter(app: App, clock: StoryClock, { people, coalition }: SoFar) {
  const here = coalition.slug;
  const amal = people.coordinator;
  clock.set('2026-03-20T18:00:00Z');
  const words = {
    occasion: 'information' as const,
    happened: 'One winter long the school nurse counted. The engines in the yard ran on **61 of 90 school days**.',
    affected: 'Three hundred and ten children of Quay School, and everybody who lives on Yard Street.',
    difference: 'Engines are off while they wait, and the nurse counts half as many visits as this winter.',
  };
  await tell(app, amal, stateCase, { ...words, title: 'Engines idle beside our school' }, here);
  clock.set('2026-03-20T19:30:00Z');
  const evidence = [
    { claim: 'Every third child carries an inhaler.', source: 'School nurse, January 2026' },
    {
      claim: 'An idling engine uses three litres an hour.',
      source: 'Riverton public library, fact sheet 14',
      url: 'https://library.riverton.example/14',
    },
  ];
  await tell(
    app,
    amal,
    stateCase,
    { ...words, title: 'Diesel engines idle beside our school', evidence, audience: 'public', basedOn: 1 },
    here,
  );
  const asked = [amal, people.representative, people.colleague, people.consulting, people.neighbour, people.individual];
  const ask = (dueAt: string) => tell(app, amal, askReadiness, { people: asked, dueAt: clock.at(dueAt) }, here);
  const first = await ask('2026-03-22T18:00:00Z');
  const answers: Parameters<typeof judged>[0][] = [
    {
      significance: ['strong', 'My own son wheezes.'],
      winning: ['fair'],
      resources: ['weak', 'We are four evenings a month.'],
    },
    { significance: ['strong'], targets: ['strong', 'It is the yard, and nobody else.'], resources: ['weak'] },
    { significance: ['strong'], history: ['missing', 'We were left alone in 2019.'], resources: ['missing'] },
    { significance: ['fair'], targets: ['weak', 'Our members work there.'], resources: ['fair'], history: ['fair'] },
    { significance: ['fair'], climate: ['unsure'], resources: ['weak'], history: ['weak'] },
    { significance: ['strong'], resources: ['weak'], history: ['weak'], unity: ['strong'] },
  ];
  for (const [index, person] of asked.entries()) {
    clock.forward({ hours: 2 });
    await tell(app, person, answerReadiness, { round: first.round, answers: judged(answers[index]!) }, here);
  }
  clock.set('2026-03-22T20:00:00Z');
  const due = (day: string) => clock.at(`${day}T12:00:00Z`).slice(0, 10);
  await tell(
    app,
    amal,
    conclude,
    {
      round: first.round,
      way: 'create',
      reason: 'We want to win the yard, and we lack hands. First the hands, then the river.',
      steps: [
        {
          what: 'Ask the clinic for a person on Tuesdays',
          dueOn: due('2026-04-10'),
          person: people.individual,
          condition: 'resources',
        },
        {
          what: 'Sit down with those who were left alone in 2019',
          dueOn: due('2026-04-02'),
          person: amal,
          condition: 'history',
        },
      ],
    },
    here,
  );
  const running = await ask('2026-04-20T18:00:00Z');
  const steps = await answer(app, formingSteps, { person: amal, via: 'browser', coalition: here, input: {} });
  if (!steps.ok) throw new Error('no steps');
  return {
    readiness: { shown: first.round, running: running.round },
    formingStep: steps.value[0]!.id,
  };
}

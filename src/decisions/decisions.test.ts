import { afterAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { tell } from '../../test/story/world.ts';
import { testApp } from '../../test/support/app.ts';
import type { Command } from '../kernel/command.ts';
import { answer, execute } from '../kernel/execute.ts';
import { castBallot, ratify } from './ballot-commands.ts';
import { close, open, propose, revise, settleOutcome, withdraw } from './commands.ts';
import { judgeObjection, withdrawObjection } from './objection-commands.ts';
import { ballots, show } from './queries.ts';
import { register, waiting } from './register.ts';
import { count } from './tally/count.ts';
import { readExport } from './tally/export.ts';

const told = await testApp();
afterAll(told.drop);
const { app, story, clock } = told;
const { people, members, proposals } = story;
const here = story.coalition.slug;

type Sent<C extends Command> = z.input<C['input']>;
const tries = (person: string | null, command: Command, input: object) =>
  execute(app, command, { input, person, coalition: here, via: 'api' });
const key = async (person: string | null, command: Command, input: object) => {
  const result = await tries(person, command, input);
  return result.ok ? 'ok' : result.refusal.problems[0]!.key;
};
const look = async (proposal: number, person = people.coordinator) => {
  const result = await answer(app, show, { input: { proposal }, person, coalition: here, via: 'api' });
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
};
const put = async (more: Partial<Sent<typeof propose>> = {}, person = people.coordinator) => {
  clock.set('2026-05-01T08:00:00Z');
  const { proposal } = await tell(
    app,
    person,
    propose,
    {
      question: 'Shall we do this?',
      method: 'majority',
      closesAt: '2026-05-10T18:00:00Z',
      ratifyBy: '2026-05-20T18:00:00Z',
      ...more,
    },
    here,
  );
  return proposal;
};
const putOpen = async (more: Partial<Sent<typeof propose>> = {}) => {
  const proposal = await put(more);
  await tell(app, people.coordinator, open, { proposal }, here);
  return proposal;
};
const yes = { answer: 'yes' };
const no = { answer: 'no' };

describe('the story', () => {
  test('what carried, what was chosen, what fell when a mandate came back changed', async () => {
    const results = async (proposal: number) => (await look(proposal)).outcomes.map(({ result }) => result);
    expect(await results(proposals.decided)).toEqual(['carried', 'carried']);
    expect(await results(proposals.ranked)).toEqual(['elected']);
    // Provisionally carried with the union's yes, then refused by the union's board.
    expect(await results(proposals.fell)).toEqual(['rejected', 'carried']);
  });

  test('a colleague replaced a ballot, and both acts are in the log', async () => {
    const { roll } = await look(proposals.decided);
    const tenants = roll.find(({ member }) => member === members.tenants)!;
    expect(tenants).toMatchObject({ castBy: 'Kwame Mensah', choice: yes });
    expect(tenants.replaced).toMatchObject([{ castBy: 'Rosa Delgado' }]);
    const acts = await told.owner`
      select a.verb, p.name from activities a join profiles p using (coalition_id, person_id)
      join proposals d on d.coalition_id = a.coalition_id and d.id = a.about_id and d.number = ${proposals.decided}
      where a.for_member = ${members.tenants} and a.verb like 'decisions.%Ballot' order by a.at limit 2`;
    expect(acts.map(({ verb, name }) => `${name} ${verb}`)).toEqual([
      'Rosa Delgado decisions.castBallot',
      'Kwame Mensah decisions.replaceBallot',
    ]);
  });

  test('an outcome can be recomputed from its export alone', async () => {
    for (const proposal of [proposals.decided, proposals.ranked, proposals.fell, proposals.provisional]) {
      const file = await answer(app, ballots, {
        input: { proposal },
        person: people.observer,
        coalition: here,
        via: 'api',
      });
      if (!file.ok) throw new Error(JSON.stringify(file.refusal));
      const read = readExport(JSON.parse(JSON.stringify(file.value)));
      if (!read.ok) throw new Error(read.problem.key);
      const again = count(read.value.ask, read.value.papers);
      const { outcomes } = await look(proposal);
      expect(JSON.parse(JSON.stringify(again))).toEqual({ ok: true, value: outcomes[0]!.count });
      expect(JSON.stringify(file.value)).not.toContain(people.consulting);
    }
  });

  test('the pages of every decision open for everybody inside, in three languages', async () => {
    for (const person of [people.coordinator, people.representative, people.observer, people.neighbour]) {
      for (const proposal of Object.values(proposals)) {
        const page = await told.get(`/c/${here}/decisions/${proposal}`, person);
        expect(page.status).toBe(200);
      }
    }
  });
});

describe('casting', () => {
  test('each refusal has its own reason', async () => {
    const proposal = await putOpen();
    const cast = (person: string | null, more: object = {}) =>
      key(person, castBallot, { proposal, member: members.tenants, choice: yes, ...more });
    expect(await cast(people.observer)).toBe('decisions.notYourMember');
    expect(await cast(people.observer, { member: members.clinic })).toBe('decisions.observersListen');
    expect(await cast(people.consulting)).toBe('decisions.notYourMember');
    expect(await cast(people.consulting, { member: members.union })).toBe('decisions.mustConsult');
    expect(await cast(people.consulting, { member: members.union, basis: 'consulted' })).toBe(
      'decisions.sayHowConsulted',
    );
    expect(await cast(people.representative, { choice: { answer: 'maybe' } })).toBe('kernel.wrongKind');
    expect(await cast(people.representative, { choice: { answer: 'consent' } })).toBe('tally.answerUnknown');
    expect(await cast(people.representative, { proposal: 4711 })).toBe('decisions.proposalNotFound');
    expect(await cast(people.stranger)).toBe('kernel.membersOnly');
    expect(await cast(null)).toBe('kernel.signInFirst');
    expect((await look(proposal)).roll.every(({ voted }) => !voted)).toBe(true);
    expect(await cast(people.representative)).toBe('ok');
    expect(await cast(people.colleague)).toBe('decisions.colleagueWasFaster');
    const { roll } = await look(proposal, people.colleague);
    const { ballot } = roll.find(({ member }) => member === members.tenants)!;
    expect(await cast(people.colleague, { choice: no, replaces: ballot })).toBe('ok');
    expect(await cast(people.representative, { replaces: ballot })).toBe('decisions.colleagueWasFaster');
  });

  test('before the opening, after the close and after a withdrawal no ballot is taken', async () => {
    const proposal = await put();
    const cast = () => key(people.representative, castBallot, { proposal, member: members.tenants, choice: yes });
    expect(await cast()).toBe('decisions.notOpenYet');
    await tell(app, people.coordinator, open, { proposal }, here);
    clock.set('2026-05-10T18:00:00Z');
    expect(await cast()).toBe('decisions.isClosed');
    clock.set('2026-05-10T17:59:59Z');
    expect(await cast()).toBe('ok');
    await tell(app, people.coordinator, withdraw, { proposal, reason: 'A mistake in the question.' }, here);
    expect(await cast()).toBe('decisions.isWithdrawn');
  });

  test('two representatives voting at the same moment give one ballot, and the slower one is told', async () => {
    const proposal = await putOpen();
    const race = [people.representative, people.colleague, people.representative, people.colleague].map((person) =>
      key(person, castBallot, { proposal, member: members.tenants, choice: yes }),
    );
    const outcomes = await Promise.all(race);
    expect(outcomes.filter((one) => one === 'ok')).toHaveLength(1);
    expect(outcomes.filter((one) => one === 'decisions.colleagueWasFaster')).toHaveLength(3);
  });

  test('a vote at the closing second is in or out, never both', async () => {
    for (let round = 0; round < 10; round++) {
      const proposal = await putOpen();
      for (const [person, member] of [
        [people.coordinator, members.parents],
        [people.lawyer, members.union],
        [people.neighbour, members.annur],
        [people.dissenter, members.hauliers],
        [people.individual, members.individual],
      ] as const) {
        await tries(person, castBallot, { proposal, member, choice: yes });
      }
      await tries(people.coordinator, castBallot, { proposal, member: members.clinic, choice: yes });
      clock.set('2026-05-10T17:59:59.999Z');
      const cast = key(people.representative, castBallot, { proposal, member: members.tenants, choice: no });
      clock.set('2026-05-10T18:00:00Z');
      const [voted, closed] = await Promise.all([cast, key(people.coordinator, close, { proposal })]);
      expect(closed).toBe('ok');
      const { outcomes, roll } = await look(proposal);
      const counted = (outcomes[0]!.count as { outcome: { cast: string } }).outcome.cast;
      expect(counted).toBe(voted === 'ok' ? '6' : '5');
      expect(roll.filter((entry) => entry.voted)).toHaveLength(Number(counted));
      expect(outcomes).toHaveLength(1);
    }
  });

  test('closing twice at once closes once', async () => {
    const proposal = await putOpen();
    clock.set('2026-05-10T18:00:00Z');
    const both = await Promise.all([
      key(people.coordinator, close, { proposal }),
      key(people.coordinator, close, { proposal }),
    ]);
    expect(both.sort()).toEqual(['decisions.notOpen', 'ok']);
  });

  test('the clock closes at the hour and not before; coordinators before it only when all have voted', async () => {
    const proposal = await putOpen();
    const byClock = () => execute(app, close, { input: { proposal }, person: null, via: 'clock', coalition: here });
    expect(await byClock()).toMatchObject({ ok: false });
    expect(await key(people.coordinator, close, { proposal })).toBe('decisions.votesOutstanding');
    clock.set('2026-05-10T18:00:00Z');
    expect(await byClock()).toMatchObject({ ok: true, value: { result: 'rejected' } });
  });
});

describe('ratification', () => {
  const subject = { basis: 'subject_to_ratification' };

  test('the member has time to answer: no date that has passed already is taken', async () => {
    const proposal = await putOpen({ ratificationSilence: 'stands' });
    const cast = (ratifyBy: string) =>
      key(people.consulting, castBallot, { proposal, member: members.union, choice: yes, ...subject, ratifyBy });
    expect(await cast('2026-04-30T08:00:00Z')).toBe('decisions.ratificationPassed');
    expect(await cast('2026-05-12T08:00:00Z')).toBe('ok');
  });

  test('silence lapses to an abstention, or stands, as the rule says', async () => {
    for (const [silence, result] of [
      ['lapses', 'rejected'],
      ['stands', 'carried'],
    ] as const) {
      const proposal = await putOpen({ ratificationSilence: silence, quorum: '1' });
      await tell(
        app,
        people.consulting,
        castBallot,
        { proposal, member: members.union, choice: yes, ...subject } as never,
        here,
      );
      clock.set('2026-05-10T18:00:00Z');
      expect(await tell(app, people.coordinator, close, { proposal }, here)).toMatchObject({
        result: 'carried',
        provisional: true,
      });
      expect((await look(proposal)).status).toBe('provisional');
      clock.set('2026-05-20T18:00:00Z');
      expect((await look(proposal)).status).toBe('decided');
      expect(await tell(app, people.coordinator, settleOutcome, { proposal }, here)).toEqual({
        proposal,
        result,
        provisional: false,
      });
    }
  });

  test('only the member answers, once, and before its date', async () => {
    const proposal = await putOpen();
    const { ballot } = await tell(
      app,
      people.consulting,
      castBallot,
      { proposal, member: members.union, choice: yes, ...subject } as never,
      here,
    );
    const says = (person: string, answer = 'ratified', decidedHow = 'The board.') =>
      key(person, ratify, { ballot, answer, decidedHow });
    expect(await says(people.representative)).toBe('decisions.notYourMember');
    expect(await says(people.consulting, 'ratified', '')).toBe('kernel.required');
    clock.set('2026-05-20T18:00:00Z');
    expect(await says(people.lawyer)).toBe('decisions.ratificationPassed');
    clock.set('2026-05-20T17:59:59Z');
    const both = await Promise.all([says(people.lawyer), says(people.consulting, 'refused')]);
    expect(both.sort()).toEqual(['decisions.ratifiedAlready', 'ok']);
  });

  test('after a refusal, while the vote is open, the member may vote anew', async () => {
    const proposal = await putOpen();
    const { ballot } = await tell(
      app,
      people.consulting,
      castBallot,
      { proposal, member: members.union, choice: yes, ...subject } as never,
      here,
    );
    await tell(
      app,
      people.consulting,
      ratify,
      { ballot, answer: 'refused', decidedHow: 'The board wants a no.' },
      here,
    );
    const anew = {
      proposal,
      member: members.union,
      choice: no,
      basis: 'consulted',
      consultedHow: 'The board.',
      replaces: ballot,
    };
    expect(await key(people.consulting, castBallot, anew)).toBe('ok');
    expect(await key(people.consulting, ratify, { ballot, answer: 'ratified', decidedHow: 'x' })).toBe(
      'decisions.ballotNotFound',
    );
  });

  test('a rule may take no provisional ballots', async () => {
    const proposal = await putOpen({ ratificationAllowed: false });
    expect(await key(people.consulting, castBallot, { proposal, member: members.union, choice: yes, ...subject })).toBe(
      'decisions.noRatification',
    );
  });
});

describe('consent', () => {
  const consent = { answer: 'consent' };
  const object = { choice: { answer: 'object' }, reason: 'It would harm the night shift.' };

  test('an objection needs its reason, is judged or integrated, and a new text asks everybody again', async () => {
    const proposal = await putOpen({ method: 'consent' });
    await tell(
      app,
      people.representative,
      castBallot,
      { proposal, member: members.tenants, choice: consent } as never,
      here,
    );
    const objects = (more: object) =>
      key(people.dissenter, castBallot, { proposal, member: members.hauliers, ...object, ...more });
    expect(await objects({ reason: '' })).toBe('decisions.objectionNeedsReason');
    expect(await objects({})).toBe('ok');
    const [raised] = (await look(proposal)).objections;
    expect(raised).toMatchObject({ became: 'raised', memberName: 'Riverton Hauliers’ Cooperative' });
    const revision = { proposal, question: 'Shall we do this by daylight?', basedOn: 1, integrates: [raised!.id] };
    expect(await key(people.dissenter, revise, revision)).toBe('decisions.proposerOnly');
    expect(await key(people.coordinator, revise, revision)).toBe('ok');
    expect(await key(people.coordinator, revise, revision)).toBe('decisions.newerVersion');
    expect((await look(proposal)).objections[0]).toMatchObject({ became: 'integrated' });
    // Whoever still has the earlier text before them does not answer the new one by it.
    const { ballot } = (await look(proposal, people.representative)).roll.find((r) => r.member === members.tenants)!;
    const again = { proposal, member: members.tenants, choice: consent, replaces: ballot };
    expect(await key(people.representative, castBallot, { ...again, basedOn: 1 })).toBe('decisions.textChanged');
    clock.set('2026-05-10T18:00:00Z');
    // Nobody has answered the new text.
    expect(await tell(app, people.coordinator, close, { proposal }, here)).toMatchObject({ result: 'rejected' });
  });

  test('a new text is not closed on before the members have answered it', async () => {
    const proposal = await putOpen({ method: 'consent' });
    await told.owner`delete from roll_entries e using proposals p where p.coalition_id = e.coalition_id
      and p.id = e.proposal_id and p.number = ${proposal} and e.member_id <> ${members.tenants}`;
    const cast = { proposal, member: members.tenants, choice: consent };
    const { ballot } = await tell(app, people.representative, castBallot, cast as never, here);
    const revision = { proposal, question: 'Shall we do this by night?', basedOn: 1 };
    expect(await key(people.coordinator, revise, revision)).toBe('ok');
    expect(await key(people.coordinator, close, { proposal })).toBe('decisions.votesOutstanding');
    expect(await key(people.representative, castBallot, { ...cast, replaces: ballot })).toBe('ok');
    expect(await key(people.coordinator, close, { proposal })).toBe('ok');
  });

  test('between the hour and the count nobody changes the text or takes the question back', async () => {
    const proposal = await putOpen({ method: 'consent' });
    clock.set('2026-05-10T18:00:00Z');
    const revision = { proposal, question: 'Shall we do this by night?', basedOn: 1 };
    expect(await key(people.coordinator, revise, revision)).toBe('decisions.textIsFixed');
    expect(await key(people.coordinator, withdraw, { proposal, reason: 'It looks lost.' })).toBe('decisions.notOpen');
    expect(await key(people.coordinator, close, { proposal })).toBe('ok');
  });

  test('standing objections block, dismissed ones do not, and both keep the judge and the reason', async () => {
    for (const [stands, result, became] of [
      [true, 'rejected', 'standing'],
      [false, 'carried', 'dismissed'],
    ] as const) {
      const proposal = await putOpen({ method: 'consent' });
      await tell(
        app,
        people.representative,
        castBallot,
        { proposal, member: members.tenants, choice: consent } as never,
        here,
      );
      await tell(app, people.dissenter, castBallot, { proposal, member: members.hauliers, ...object } as never, here);
      const [raised] = (await look(proposal)).objections;
      const judgement = { objection: raised!.id, stands, reason: 'We looked at the timetable.' };
      expect(await key(people.dissenter, judgeObjection, judgement)).toBe('kernel.coordinatorsOnly');
      expect(await key(people.coordinator, judgeObjection, judgement)).toBe('ok');
      expect((await look(proposal)).objections[0]).toMatchObject({
        became,
        judgedBy: 'Amal Haddad',
        why: 'We looked at the timetable.',
      });
      clock.set('2026-05-10T18:00:00Z');
      expect(await tell(app, people.coordinator, close, { proposal }, here)).toMatchObject({ result });
    }
  });

  test('where only objectors judge, an objection blocks until its member takes it back', async () => {
    const proposal = await putOpen({ method: 'consent', objectionsJudgedBy: 'objectors' });
    await tell(
      app,
      people.representative,
      castBallot,
      { proposal, member: members.tenants, choice: consent } as never,
      here,
    );
    await tell(app, people.dissenter, castBallot, { proposal, member: members.hauliers, ...object } as never, here);
    const [raised] = (await look(proposal)).objections;
    const objection = { objection: raised!.id };
    expect(await key(people.coordinator, judgeObjection, { ...objection, stands: false, reason: 'No.' })).toBe(
      'decisions.objectorsOnly',
    );
    expect(await key(people.representative, withdrawObjection, objection)).toBe('decisions.notYourMember');
    expect(await key(people.dissenter, withdrawObjection, objection)).toBe('ok');
    expect(await key(people.dissenter, withdrawObjection, objection)).toBe('decisions.objectionEnded');
    clock.set('2026-05-10T18:00:00Z');
    expect(await tell(app, people.coordinator, close, { proposal }, here)).toMatchObject({ result: 'carried' });
  });

  test('whoever objected and now consents has taken the objection back', async () => {
    const proposal = await putOpen({ method: 'consent' });
    const { ballot } = await tell(
      app,
      people.dissenter,
      castBallot,
      { proposal, member: members.hauliers, ...object } as never,
      here,
    );
    await tell(
      app,
      people.dissenter,
      castBallot,
      { proposal, member: members.hauliers, choice: consent, replaces: ballot } as never,
      here,
    );
    expect((await look(proposal)).objections[0]).toMatchObject({ became: 'withdrawn' });
  });
});

describe('putting a question', () => {
  test('each wrong field is named', async () => {
    clock.set('2026-05-01T08:00:00Z');
    const good = { question: 'Shall we do this?', method: 'majority', closesAt: '2026-05-10T18:00:00Z' };
    const wrong = async (more: object) => {
      const result = await tries(people.coordinator, propose, { ...good, ...more });
      return result.ok ? 'ok' : result.refusal.problems.map(({ field, key }) => `${field} ${key}`).join();
    };
    expect(await wrong({ question: '' })).toBe('question kernel.required');
    expect(await wrong({ question: 'Hm?' })).toBe('question kernel.tooShort');
    expect(await wrong({ question: 'x'.repeat(301) })).toBe('question kernel.tooLong');
    expect(await wrong({ method: 'coin toss' })).toBe('method tally.methodUnknown');
    expect(await wrong({ method: 'irv' })).toBe('options tally.optionsMissing');
    expect(await wrong({ method: 'irv', options: ['A', 'A'] })).toBe('options tally.optionTwice');
    expect(await wrong({ settings: { threshold: '7/5' } })).toBe('settings.threshold tally.thresholdUnreadable');
    expect(await wrong({ quorum: 'many' })).toBe('quorum tally.quorumUnreadable');
    expect(await wrong({ closesAt: '2026-05-01T07:59:59Z' })).toBe('closesAt decisions.closesInPast');
    expect(await wrong({ closesAt: 'tomorrow' })).toBe('closesAt kernel.wrongDate');
    expect(await wrong({ opensAt: '2026-05-11T18:00:00Z' })).toBe('opensAt decisions.opensAfterClose');
    expect(await wrong({ ratifyBy: '2026-05-09T18:00:00Z' })).toBe('ratifyBy decisions.ratifyBeforeClose');
    expect(await wrong({ revisitOn: '2026-05-09' })).toBe('revisitOn decisions.revisitTooSoon');
    expect(await wrong({ colour: 'green' })).toContain('kernel.unknownField');
  });

  test('observers put none; nobody speaks for another member', async () => {
    clock.set('2026-05-01T08:00:00Z');
    const good = { question: 'Shall we do this?', method: 'majority', closesAt: '2026-05-10T18:00:00Z' };
    expect(await key(people.observer, propose, good)).toBe('decisions.speakersOnly');
    expect(await key(people.representative, propose, { ...good, forMember: members.union })).toBe(
      'decisions.notYourMember',
    );
  });

  test('the numbers have no gap and no double, also when many are put at once', async () => {
    clock.set('2026-05-01T08:00:00Z');
    const all = await Promise.all(Array.from({ length: 12 }, () => put({ subjects: ['A new word', 'Another'] })));
    expect(new Set(all).size).toBe(12);
    expect(Math.max(...all) - Math.min(...all)).toBe(11);
  });

  test('the roll is frozen at the opening', async () => {
    const proposal = await putOpen();
    const { roll } = await look(proposal);
    // Active members only: not the parish that is listed, not the traders who left.
    expect(roll.map(({ memberName }) => memberName).sort()).toEqual([
      'An-Nur Community Centre',
      'Dockworkers’ Union, Local 40',
      'Eastbank Tenants’ Association',
      'Parents’ Circle of Quay School',
      'Riverside Community Clinic',
      'Riverton Hauliers’ Cooperative',
      'Ruth Adeyemi',
    ]);
  });

  test('the subjects of a question meet the limits of members', async () => {
    const proposal = await put({ subjects: ['Blockades'] });
    const { limits } = await look(proposal);
    expect(limits.map(({ memberName, kind }) => `${memberName}: ${kind}`)).toEqual([
      'Riverside Community Clinic: never',
      'Riverton Hauliers’ Cooperative: never',
    ]);
  });
});

describe('pages', () => {
  test('a question is put by form, refused with what was typed kept, and then stands in the register', async () => {
    clock.set('2026-05-01T08:00:00Z');
    const typed = {
      question: 'Shall we <b>sing</b> at the gate?',
      background: 'Because.',
      subjectList: 'singing, Blockades',
      method: 'irv',
      optionLines: 'Monday\nTuesday\n',
      quorum: '',
      closesAt: '2026-05-09T20:00',
    };
    const refused = await told.post(`/c/${here}/decisions`, people.coordinator, {
      ...typed,
      closesAt: '2020-01-01T00:00',
    });
    expect(refused.status).toBe(422);
    const again = await refused.text();
    expect(again).toContain('The closing time must lie ahead.');
    expect(again).toContain('Shall we &lt;b>sing&lt;/b> at the gate?');
    expect(again).toContain('Monday\nTuesday');
    const done = await told.post(`/c/${here}/decisions`, people.coordinator, typed);
    expect(done.status).toBe(303);
    const page = await (await told.get(done.headers.get('location')!, people.coordinator)).text();
    expect(page).toContain('Monday');
    expect(page).toContain('Riverside Community Clinic');
    const { closesAt } = await look(Number(done.headers.get('location')!.split('/').at(-1)));
    // Typed in the person's zone, Madrid in summer.
    expect(closesAt.toISOString()).toBe('2026-05-09T18:00:00.000Z');
  });

  test('a ranked ballot is cast by form, kept when refused, and replaced knowingly', async () => {
    const proposal = await putOpen({ method: 'irv', options: ['Monday', 'Tuesday', 'Friday'] });
    const path = `/c/${here}/decisions/${proposal}`;
    const { options } = await look(proposal);
    const [monday, tuesday] = options;
    const empty = await told.post(`${path}/ballot`, people.representative, {
      member: members.tenants,
      basis: 'own_authority',
    });
    expect(empty.status).toBe(422);
    // Loading the refused form's address again leads back to the decision.
    expect((await told.get(`${path}/ballot`, people.representative)).headers.get('location')).toBe(path);
    const cast = await told.post(`${path}/ballot`, people.representative, {
      member: members.tenants,
      [`rank.${tuesday!.id}`]: '1',
      [`rank.${monday!.id}`]: '3',
      basis: 'own_authority',
    });
    expect(cast.status).toBe(303);
    const { roll } = await look(proposal, people.representative);
    expect(roll.find(({ member }) => member === members.tenants)!.choice).toEqual({
      ranking: [[tuesday!.id], [monday!.id]],
    });
    const late = await told.post(`${path}/ballot`, people.colleague, {
      member: members.tenants,
      'choice.answer': 'abstain',
      basis: 'own_authority',
    });
    expect(late.status).toBe(409);
  });

  test('a double submit has one effect', async () => {
    const proposal = await put();
    const send = () =>
      told.post(`/c/${here}/decisions/${proposal}/comment`, people.coordinator, {
        body: 'Once.',
        _key: 'the same key',
      });
    const both = await Promise.all([send(), send(), send()]);
    expect(both.map(({ status }) => status)).toEqual([303, 303, 303]);
    expect((await look(proposal)).comments).toHaveLength(1);
  });

  test('what waits: ballots, ratifications and objections, soonest first', async () => {
    clock.set('2026-03-24T19:00:00Z');
    const waits = async (person: string) => {
      const result = await answer(app, waiting, { input: {}, person, coalition: here, via: 'api' });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      return result.value.map(({ kind, number }) => `${kind} ${number}`);
    };
    const known = (all: string[]) => all.filter((one) => Object.values(proposals).includes(Number(one.split(' ')[1])));
    expect(known(await waits(people.representative))).toEqual([`vote ${proposals.open}`]);
    expect(known(await waits(people.consulting))).toEqual([
      `vote ${proposals.consent}`,
      `ratify ${proposals.provisional}`,
      `ratify ${proposals.open}`,
    ]);
    expect(known(await waits(people.coordinator))).toEqual([`judge ${proposals.consent}`]);
    expect(await waits(people.observer)).toEqual([]);
  });

  test('the register is searched, filtered and paged, and is a CSV', async () => {
    const find = async (input: object) => {
      const result = await answer(app, register, { input, person: people.observer, coalition: here, via: 'api' });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
      return result.value;
    };
    expect((await find({ search: 'five windows' })).items.map(({ number }) => number)).toEqual([proposals.decided]);
    expect((await find({ search: '%' })).items).toEqual([]);
    expect((await find({ subject: 'BOYCOTTS' })).items.map(({ number }) => number)).toEqual([proposals.fell]);
    expect((await find({ status: 'withdrawn', search: 'candidates' })).items.map(({ number }) => number)).toEqual([
      proposals.withdrawn,
    ]);
    const first = await find({ limit: 2 });
    const second = await find({ limit: 2, after: Number(first.next) });
    expect(second.items[0]!.number).toBeLessThan(first.items[1]!.number);
    const csv = await told.get(`/c/${here}/decisions.csv`, people.observer);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(await csv.text()).toContain('Who speaks for us at the council hearing?');
  });
});

import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
import { said, worked } from '../../test/support/refusal.ts';
import { edit, list, setConstituencies } from './commands.ts';
import { addRepresentative, changeAuthority, endRepresentation } from './commands-representatives.ts';
import { answerQuestions, leave, setLimits } from './commands-voice.ts';
import { roster, show } from './queries.ts';
import { constituencies, people } from './queries-words.ts';

const { act, ask, story, owner, drop } = await testApp();
afterAll(drop);
const who = story.people;
const { members } = story;

const names = async (input: Parameters<typeof ask>[2], person = who.coordinator) =>
  worked(await ask(person, roster, input as object)).items.map((m) => m.name);

describe('the roster', () => {
  test('shows who belongs or might, by name in the language of the reader', async () => {
    const all = await names({});
    expect(all).toEqual([
      'An-Nur Community Centre',
      'Dockworkers’ Union, Local 40',
      'Eastbank Tenants’ Association',
      'Parents’ Circle of Quay School',
      'Parish of St Brigid',
      'Riverside Community Clinic',
      'Riverton Hauliers’ Cooperative',
      'Ruth Adeyemi',
    ]);
  });

  test('comes in pages that meet without gap or overlap', async () => {
    const first = worked(await ask(who.observer, roster, { limit: 3 }));
    const second = worked(await ask(who.observer, roster, { limit: 3, after: first.next! }));
    const third = worked(await ask(who.observer, roster, { limit: 3, after: second.next! }));
    expect([...first.items, ...second.items, ...third.items].map((m) => m.name)).toEqual(await names({}));
    expect([first.total, third.next]).toEqual([8, null]);
    expect(said(await ask(who.observer, roster, { after: 'nonsense' }))).toBe('after: kernel.wrongKind');
  });

  test('is searched without capitals and accents, and filtered', async () => {
    await act(who.coordinator, list, { name: 'Café Zéphyr', place: 'Köln' });
    expect(await names({ search: 'cafe ZEPHYR' })).toEqual(['Café Zéphyr']);
    expect(await names({ search: 'koln' })).toEqual(['Café Zéphyr']);
    expect(await names({ search: '100%_' })).toEqual([]);
    expect(await names({ status: 'left' })).toEqual(['Old Town Traders’ Guild']);
    expect(await names({ tie: 'collaboration' })).toEqual([
      'Eastbank Tenants’ Association',
      'Parents’ Circle of Quay School',
    ]);
    expect(await names({ constituency: story.constituencies.families })).toEqual([
      'Eastbank Tenants’ Association',
      'Parents’ Circle of Quay School',
    ]);
    expect(await names({ subject: 'Blockades' })).toEqual([
      'Riverside Community Clinic',
      'Riverton Hauliers’ Cooperative',
    ]);
  });

  test('keeps who asks to join for coordinators', async () => {
    expect(await names({ status: 'applied' })).toEqual(['Riverside Allotments']);
    expect(await names({ status: 'applied' }, who.representative)).toEqual([]);
    expect(said(await ask(who.representative, show, { member: members.applicant }))).toBe('members.memberNotFound');
    expect(said(await ask(who.applicant, roster, {}))).toBe('kernel.membersOnly');
  });

  test('takes an organization once, whoever adds it and however they write it', async () => {
    expect(said(await act(who.coordinator, list, { name: 'PARISH of St. Brigid' }))).toBe('name: members.nameTaken');
    const both = await Promise.all(
      ['Riverton Rowers', 'riverton  rowers!'].map((name) => act(who.coordinator, list, { name })),
    );
    expect(both.map(said).sort()).toEqual(['done', 'name: members.nameTaken']);
  });

  test('keeps two people of one name apart', async () => {
    const [first, second] = [
      worked(await act(who.coordinator, list, { kind: 'individual', name: 'Ana Ruiz' })),
      worked(await act(who.coordinator, list, { kind: 'individual', name: 'Ana Ruiz' })),
    ];
    expect(first.member).not.toBe(second.member);
  });

  test('says next to the field what is wrong', async () => {
    const wrong = (input: object) => act(who.coordinator, list, { name: 'Choir', ...input }).then(said);
    expect(await wrong({ name: '' })).toBe('name: kernel.required');
    expect(await wrong({ name: 'x'.repeat(161) })).toBe('name: kernel.tooLong');
    expect(await wrong({ name: 'Choir\u0000 of the docks' })).toBe('name: kernel.oddCharacters');
    expect(await wrong({ name: 'Choir \u202Eskcod eht fo' })).toBe('name: kernel.oddCharacters');
    expect(await wrong({ website: 'javascript:alert(1)' })).toBe('website: members.websiteWrong');
    expect(await wrong({ peopleRepresented: -1 })).toBe('peopleRepresented: kernel.tooSmall');
    expect(await wrong({ contacts: [{ email: 'nobody' }] })).toBe('contacts.0.email: kernel.wrongEmail');
    expect(await wrong({ constituencies: [members.parish] })).toBe('constituencies: members.constituencyUnknown');
    expect((await names({ search: 'choir' })).length).toBe(0);
  });
});

describe('describing a member', () => {
  test('is for its own people and coordinators, not for observers and others', async () => {
    const change = (person: string) =>
      act(person, edit, { member: members.clinic, name: 'Riverside Community Clinic', place: 'Riverton' }).then(said);
    expect(await change(who.observer)).toBe('members.observersOnlyWatch');
    expect(await change(who.representative)).toBe('members.speakersOnly');
    expect(await change(who.coordinator)).toBe('done');
  });

  test('of two who edit at once, the second is told', async () => {
    const { version } = worked(await ask(who.coordinator, show, { member: members.parish }));
    const save = (place: string) =>
      act(who.coordinator, edit, { member: members.parish, name: 'Parish of St Brigid', place, version }).then(said);
    expect((await Promise.all([save('Old Town'), save('New Town')])).sort()).toEqual([
      'done',
      'members.changedMeanwhile',
    ]);
  });

  test('keeps contacts that were not sent', async () => {
    await act(who.coordinator, edit, { member: members.parish, name: 'Parish of St Brigid' });
    expect(worked(await ask(who.neighbour, show, { member: members.parish })).contacts).toMatchObject([
      { name: 'Father Emil' },
    ]);
  });
});

describe('who speaks for a member', () => {
  test('is said by whoever decides for it, or a coordinator', async () => {
    const add = (person: string) =>
      act(person, addRepresentative, { member: members.union, person: who.neighbour, authority: 'observes' }).then(
        said,
      );
    expect(await add(who.consulting)).toBe('members.decidersOnly');
    expect(await add(who.representative)).toBe('members.decidersOnly');
    expect(await add(who.lawyer)).toBe('done');
    expect(await add(who.coordinator)).toBe('members.alreadySpeaks');
  });

  test('once, however many say so at once', async () => {
    const add = () =>
      act(who.coordinator, addRepresentative, {
        member: members.clinic,
        person: who.coordinator,
        authority: 'consults',
      });
    const results = await Promise.all([add(), add(), add(), add()]);
    expect(results.map(said).sort()).toEqual(['done', ...Array(3).fill('members.alreadySpeaks')]);
  });

  test('one person may speak for several members, from a day and until one', async () => {
    const term = { member: members.parents, person: who.lawyer, authority: 'consults' as const };
    const wrong = await act(who.coordinator, addRepresentative, {
      ...term,
      from: '2026-05-02T00:00:00Z',
      until: '2026-05-01T00:00:00Z',
    });
    expect(said(wrong)).toBe('until: members.untilBeforeFrom');
    const unknown = await act(who.coordinator, addRepresentative, { ...term, person: who.stranger });
    expect(said(unknown)).toBe('person: members.personUnknown');
    expect(said(await act(who.coordinator, addRepresentative, { ...term, until: '2026-05-01T00:00:00Z' }))).toBe(
      'done',
    );
    const later = await act(who.coordinator, addRepresentative, { ...term, from: '2026-04-01T00:00:00Z' });
    expect(said(later)).toBe('members.alreadySpeaks');
  });

  test('a changed authority is a new row, and the old one keeps its day', async () => {
    const change = await act(who.lawyer, changeAuthority, {
      representative: story.representatives.tomas,
      authority: 'decides',
    });
    expect(said(change)).toBe('done');
    const again = await act(who.lawyer, changeAuthority, {
      representative: story.representatives.tomas,
      authority: 'observes',
    });
    expect(said(again)).toBe('members.representationEnded');
    const rows =
      await owner`select authority from representatives where person_id = ${who.consulting} order by from_at`;
    expect(rows.map((row) => row.authority)).toEqual(['consults', 'decides']);
  });

  test('everybody may lay it down; then the door closes', async () => {
    expect(said(await act(who.representative, endRepresentation, { representative: story.representatives.bram }))).toBe(
      'members.decidersOnly',
    );
    expect(said(await act(who.dissenter, endRepresentation, { representative: story.representatives.bram }))).toBe(
      'done',
    );
    expect(said(await ask(who.dissenter, roster, {}))).toBe('kernel.membersOnly');
    const [index] = await owner`select from membership_index where person_id = ${who.dissenter}`;
    expect(index).toBeUndefined();
    expect(worked(await ask(who.coordinator, people, {})).map((p) => p.name)).not.toContain('Bram Okonkwo');
  });
});

describe('what a member says of itself', () => {
  test('a coordinator writes it down only while nobody speaks for the member', async () => {
    const limits = [{ subject: 'Hall on Sundays', kind: 'never' as const }];
    expect(said(await act(who.coordinator, setLimits, { member: members.parish, limits }))).toBe('done');
    expect(said(await act(who.coordinator, setLimits, { member: members.tenants, limits }))).toBe(
      'members.speakersOnly',
    );
    expect(said(await act(who.observer, setLimits, { member: members.clinic, limits }))).toBe(
      'members.observersOnlyWatch',
    );
  });

  test('limits that stay keep their date, others are lifted and kept', async () => {
    const before = worked(await ask(who.representative, show, { member: members.tenants })).limits;
    const [stays] = before.filter((limit) => limit.subject === 'naming tenants');
    const done = await act(who.representative, setLimits, {
      member: members.tenants,
      limits: [stays!, { subject: 'NAMING tenants', kind: 'ask_first', until: '2027-01-01' }],
    });
    expect(said(done)).toBe('done');
    const rows = await owner`
      select l.kind, l.lifted_at is null as present, s.label from limits l join subjects s on s.id = l.subject_id
      where l.member_id = ${members.tenants} order by l.created_at, s.label`;
    expect(rows).toMatchObject([
      { label: 'court cases', present: false },
      { label: 'naming tenants', kind: 'never', present: true },
      { label: 'naming tenants', kind: 'ask_first', present: true },
    ]);
  });

  test('answers are revised, the newest counts, the earlier ones stay', async () => {
    const answers = { whoWeAre: 'Tenants of 700 flats.', whyWeAreHere: 'Still the engines.' };
    expect(said(await act(who.colleague, answerQuestions, { member: members.tenants, answers }))).toBe('done');
    expect(
      said(
        await act(who.colleague, answerQuestions, { member: members.tenants, answers: { ...answers, whoWeAre: ' ' } }),
      ),
    ).toBe('answers.whoWeAre: kernel.required');
    const shown = worked(await ask(who.coordinator, show, { member: members.tenants }));
    expect(shown.answers?.answers.whoWeAre).toBe('Tenants of 700 flats.');
    const [{ count }] =
      (await owner`select count(*) from joining_answers where member_id = ${members.tenants}`) as unknown as [
        { count: string },
      ];
    expect(Number(count)).toBe(2);
    expect(worked(await ask(who.neighbour, show, { member: members.tenants })).answers).toBeNull();
  });
});

describe('leaving', () => {
  test('is for whoever decides, has a reason, and keeps the record', async () => {
    expect(said(await act(who.neighbour, leave, { member: members.annur, reason: '' }))).toBe(
      'reason: kernel.required',
    );
    expect(said(await act(who.consulting, leave, { member: members.annur, reason: 'No.' }))).toBe(
      'members.decidersOnly',
    );
    expect(
      said(await act(who.neighbour, leave, { member: members.annur, reason: 'Our board chose another way.' })),
    ).toBe('done');
    const shown = worked(await ask(who.coordinator, show, { member: members.annur }));
    expect(shown.history.map((h) => h.status)).toEqual(['left', 'active', 'invited', 'listed']);
    expect(shown.history[0]!.reason).toBe('Our board chose another way.');
    expect(said(await act(who.coordinator, leave, { member: members.annur, reason: 'Again.' }))).toBe(
      'members.notActive',
    );
  });

  test('a member that nobody speaks for is seen out by a coordinator', async () => {
    expect(
      said(await act(who.coordinator, leave, { member: members.parish, reason: 'Father Emil said so on the phone.' })),
    ).toBe('done');
  });
});

test('constituencies are set from those of the coalition and counted', async () => {
  const set = (person: string) =>
    act(person, setConstituencies, {
      member: members.parents,
      constituencies: [story.constituencies.families, story.constituencies.families],
    });
  expect(said(await set(who.representative))).toBe('kernel.coordinatorsOnly');
  expect(said(await set(who.coordinator))).toBe('done');
  const counted = worked(await ask(who.observer, constituencies, {}));
  expect(counted.find((c) => c.id === story.constituencies.families)).toMatchObject({ members: 2, mostAffected: true });
});

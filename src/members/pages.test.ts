import { afterAll, describe, expect, test } from 'vitest';
import { addPerson } from '../../test/story/people.ts';
import { testApp } from '../../test/support/app.ts';
import { coalitionPaths } from '../coalitions/paths.ts';
import { goodbye, memberPaths } from './paths.ts';

const { app, get, post, web, story, owner, drop } = await testApp();
afterAll(drop);
const who = story.people;
const { members } = story;
const slug = story.coalition.slug;
const paths = memberPaths(slug);
const of = (member: string) => memberPaths(slug, member);
const answers = { 'answers.whoWeAre': 'Rowers.', 'answers.whyWeAreHere': 'We breathe too.' };

const text = async (response: Response | Promise<Response>) => (await (await response).text()).replaceAll('&#39;', "'");
const see = async (path: string, person?: string | null) => {
  const response = await get(path, person);
  return { status: response.status, to: response.headers.get('location'), body: await text(response) };
};
const send = async (path: string, person: string | null, fields: Parameters<typeof post>[2]) => {
  const response = await post(path, person, fields);
  return {
    status: response.status,
    to: response.headers.get('location'),
    cookie: response.headers.get('set-cookie'),
    body: await text(response),
  };
};

describe.each(['en', 'es', 'ar'])('in %s', (language) => {
  const coordinators = [
    '/',
    '/coalitions/new',
    ...Object.values(coalitionPaths(slug)).filter((path) => !path.startsWith(`${coalitionPaths(slug).settings}/`)),
    paths.list,
    paths.csv,
    paths.add,
    paths.applications,
    paths.applicationsCsv,
    paths.sideBySide,
    paths.sideBySideCsv,
    paths.invitations,
    paths.invitationsCsv,
    paths.constituencies,
    paths.constituenciesCsv,
    paths.join,
    `${paths.join}?as=organization`,
    paths.leave,
    goodbye,
    ...Object.values(members).map((member) => of(member).one),
    of(members.tenants).edit,
    of(members.parents).answers,
    of(members.parents).limits,
  ];
  test.each(coordinators)('%s is there for a coordinator', async (path) => {
    const response = await get(path, who.coordinator, { cookie: `gb_language=${language}` });
    expect([200, 303]).toContain(response.status);
    expect(await response.text()).not.toMatch(/\{\w+(, \w+)?\}|undefined|\[object/);
  });
});

describe('who sees what', () => {
  const outside = [
    [coalitionPaths(slug).home, 303],
    [coalitionPaths(slug).about, 200],
    [paths.join, 200],
  ] as const;
  test.each(outside)('%s answers a stranger and nobody with %i', async (path, status) => {
    expect((await see(path, who.stranger)).status).toBe(status);
    expect((await see(path)).status).toBe(status);
  });

  const inside = [
    coalitionPaths(slug).settings,
    coalitionPaths(slug).happened,
    paths.list,
    paths.csv,
    paths.add,
    paths.applications,
    of(members.union).one,
  ];
  test.each(inside)('%s turns strangers away and asks nobody to sign in', async (path) => {
    expect((await see(path, who.stranger)).status).toBe(403);
    expect(await see(path)).toMatchObject({ status: 303, to: `/sign-in?back=${encodeURIComponent(path)}` });
    const private_ = path.replace(slug, story.other.slug);
    expect((await see(private_, who.stranger)).status).toBe(404);
  });

  test.each([
    coalitionPaths(slug).settings,
    paths.add,
    paths.applications,
    paths.sideBySide,
    of(members.union).limits,
    of(members.union).edit,
  ])('%s is not for the representative of another member', async (path) => {
    expect((await see(path, who.representative)).status).toBe(403);
  });

  test('somebody of one coalition comes straight home; who belongs to none is told what to do', async () => {
    expect(await see('/', who.neighbour)).toMatchObject({ status: 303, to: coalitionPaths(slug).home });
    expect((await see('/', who.stranger)).body).toContain('You belong to no coalition yet');
    expect((await see('/')).body).toContain('Greenbelt');
  });

  test('the home answers three questions', async () => {
    const { body } = await see(coalitionPaths(slug).home, who.coordinator);
    expect(body).toContain('Riverside Allotments asks to join');
    const { body: record } = await see(coalitionPaths(slug).happenedCsv, who.observer);
    expect(record).toContain('Old Town Traders’ Guild left the coalition');
    expect(record).not.toContain('Forward Riverton');
    expect(body).toContain('42,760');
  });
});

describe('the roster', () => {
  test('a wrong entry comes back with what was typed and what is wrong beside it', async () => {
    const { status, body } = await send(paths.list, who.coordinator, {
      kind: 'organization',
      name: 'Parish of St Brigid',
      website: 'nonsense here',
      peopleRepresented: 'many',
      'contacts.1.name': 'Sister Agnes',
      'contacts.1.email': 'not an address',
    });
    expect(status).toBe(422);
    expect(body).toContain('value="nonsense here"');
    expect(body).toContain('This does not look like a website');
    expect(body).toMatch(/id="f-peopleRepresented-error"/);
    expect(body).toMatch(/id="f-contacts\.0\.email-error"/);
    expect(body).toContain('value="Sister Agnes"');
  });

  test('a right one leads to the member, and a double submit makes one', async () => {
    const fields = {
      kind: 'organization',
      name: 'Tram Drivers',
      'contacts.0.name': 'Ida',
      'contacts.0.phone': '555',
      _key: 'k1',
    };
    const [first, second] = [
      await send(paths.list, who.coordinator, fields),
      await send(paths.list, who.coordinator, fields),
    ];
    expect(first.status).toBe(303);
    expect(second.to).toBe(first.to);
    expect((await see(first.to!, who.neighbour)).body).toContain('555');
  });

  test('its file defuses what a spreadsheet would run', async () => {
    await send(paths.list, who.coordinator, { kind: 'organization', name: '=HYPERLINK("http://evil.example")' });
    const { body } = await see(`${paths.csv}?search=hyperlink`, who.coordinator);
    expect(body).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  test('contacts that were emptied in the form are gone', async () => {
    const { body } = await see(of(members.annur).edit, who.coordinator);
    const version = /name="version" value="(\d+)"/.exec(body)![1]!;
    const saved = await send(of(members.annur).edit, who.coordinator, {
      version,
      name: 'An-Nur Community Centre',
      'contacts.0.name': '',
    });
    expect(saved.status).toBe(303);
    expect((await see(of(members.annur).one, who.coordinator)).body).not.toContain('yusra@annur.example');
    const late = await send(of(members.annur).edit, who.neighbour, { version, name: 'Centre An-Nur' });
    expect(late.status).toBe(409);
    expect(late.body).toContain('value="Centre An-Nur"');
  });
});

describe('an invitation’s link', () => {
  const cookies = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');

  test('leaves the address at once, changes nothing, and asks to sign in first', async () => {
    const opened = await web.request(`/join/${story.invitationToken}`);
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/join']);
    const page = await web.request('/join', { headers: { cookie: cookies(opened) } });
    const body = await text(page);
    expect(body).toContain('Parish of St Brigid is invited to join Clean Air Riverton');
    expect(body).toContain('/sign-in?back=%2Fjoin');
    const [row] = await owner`select used_at from invitations where id = ${story.invitation}`;
    expect(row?.used_at).toBeNull();
  });

  test('takes a representative in, without a script', async () => {
    const person = await addPerson(app, 'Emil Kovač', 'emil@parish.example');
    const as = { cookie: `gb_invitation=${story.invitationToken}` };
    const asked = await text(get('/join', person, as));
    expect(asked).toContain('What may you do for Parish of St Brigid?');
    const wrong = await post(
      paths.invitation,
      person,
      { as: 'organization', yourName: 'Emil Kovač', ...answers, 'answers.whoWeAre': 'The parish.' },
      as,
    );
    expect(wrong.status).toBe(422);
    const again = await text(wrong);
    expect(again).toContain('Please say what you may do for your organization.');
    expect(again).toContain('The parish.');
    const done = await post(
      paths.invitation,
      person,
      {
        as: 'organization',
        yourName: 'Emil Kovač',
        authority: 'consults',
        ...answers,
        'limits.2.subject': 'party politics',
        'limits.2.kind': 'never',
      },
      as,
    );
    expect([done.status, done.headers.get('location')]).toEqual([303, of(members.parish).one]);
    const page = await see(of(members.parish).one, person);
    expect(page.body).toContain('Must consult first');
    expect(page.body).toContain('party politics');
    const used = await text(get('/join', person, as));
    expect(used).toContain('This invitation was used already');
  });

  test('without its secret, or with a wrong one, says what to do', async () => {
    expect(await text(get('/join', who.stranger))).toContain('We see no invitation here');
    expect(await text(get('/join', who.stranger, { cookie: 'gb_invitation=wrong' }))).toContain(
      'We see no invitation here',
    );
  });

  test('a refused form’s address leads back to its page when it is loaded again', async () => {
    expect(await see(paths.approve, who.coordinator)).toMatchObject({ status: 303, to: paths.applications });
    expect(await see(of(members.union).voices, who.coordinator)).toMatchObject({
      status: 303,
      to: of(members.union).one,
    });
    const list = memberPaths(story.coalition.slug, undefined, story.imports.ready);
    expect(await see(list.finishImport, who.coordinator)).toMatchObject({ status: 303, to: list.oneImport });
  });

  test('to hand over is shown once, on the next page only', async () => {
    const made = await post(paths.invitations, who.coordinator, { name: 'Anybody', language: 'en', days: '7' });
    expect(made.headers.get('location')).toBe(paths.invitations);
    const cookie = cookies(made);
    const page = await get(paths.invitations, who.coordinator, { cookie });
    expect(await text(page)).toMatch(/value="http:\/\/localhost\/join\/[\w-]{43}"/);
    expect(page.headers.get('set-cookie')).toMatch(/gb_link=;.*Max-Age=0/);
    expect((await see(paths.invitations, who.coordinator)).body).not.toContain('/join/');
  });
});

describe('asking to join', () => {
  test('asks first for whom, then the questions, and keeps what was typed', async () => {
    const person = await addPerson(app, 'Rae', 'rae@row.example');
    expect((await see(paths.join, person)).body).toContain('For whom do you come?');
    const refused = await send(paths.join, person, {
      as: 'organization',
      yourName: 'Rae',
      organization: 'Rowers',
      authority: 'observes',
      'answers.whyWeAreHere': 'Air.',
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatch(/id="f-answers\.whoWeAre-error"/);
    expect(refused.body).toContain('value="Rowers"');
    const fields = { as: 'organization', yourName: 'Rae', organization: 'Rowers', authority: 'observes', ...answers };
    expect(await send(paths.join, person, fields)).toMatchObject({ status: 303, to: paths.join });
    expect((await see(paths.join, person)).body).toContain('Your answers have arrived');
    expect((await see('/', person)).body).toContain('You asked to join');
    expect((await send(paths.join, person, fields)).status).toBe(409);
  });

  test('is answered on the page of applications', async () => {
    const { body } = await see(paths.applications, who.coordinator);
    expect(body).toContain('We eat what grows there.');
    const empty = await send(paths.decline, who.coordinator, { member: members.applicant, reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain(`id="no-${members.applicant}-reason-error"`);
    const yes = await send(paths.approve, who.coordinator, { member: members.applicant, sameAs: '' });
    expect(yes).toMatchObject({ status: 303, to: of(members.applicant).one });
    expect((await see(of(members.applicant).one, who.applicant)).status).toBe(200);
  });
});

describe('voices and goodbye', () => {
  test('authority is changed and ended where it is shown', async () => {
    const change = { representative: story.representatives.kwame, authority: 'observes' };
    expect((await send(of(members.tenants).authority, who.consulting, change)).status).toBe(403);
    expect(await send(of(members.tenants).authority, who.representative, change)).toMatchObject({ status: 303 });
    expect((await see(of(members.tenants).one, who.consulting)).body).toContain('Observes');
    const last = await send(of(members.clinic).endVoice, who.observer, { representative: story.representatives.lena });
    expect(last).toMatchObject({ status: 303, to: goodbye });
  });

  test('leaving says what it means, wants a reason, and thanks', async () => {
    const { body } = await see(paths.leave, who.dissenter);
    expect(body).toContain('The record stays');
    expect((await send(paths.leave, who.dissenter, { member: members.hauliers, reason: '' })).status).toBe(422);
    expect(
      await send(paths.leave, who.dissenter, { member: members.hauliers, reason: 'We drive another way.' }),
    ).toMatchObject({ status: 303, to: goodbye });
    expect((await see(goodbye, who.dissenter)).body).toContain('Thank you');
    expect((await see(of(members.hauliers).one, who.coordinator)).body).toContain('We drive another way.');
  });
});

describe('founding', () => {
  test('makes an address from the name, and says what is wrong with a taken one', async () => {
    const fields = {
      name: 'Ríos Limpios',
      purpose: 'Clean rivers.',
      issues: 'rivers, fish',
      languages: ['es'],
      audience: 'public',
      slug: '',
      yourName: 'Pavel',
    };
    expect(await send('/coalitions/new', who.stranger, fields)).toMatchObject({ status: 303, to: '/c/rios-limpios' });
    const again = await send('/coalitions/new', who.stranger, fields);
    expect(again.status).toBe(422);
    expect(again.body).toMatch(/id="f-slug-error"/);
    expect((await see('/c/rios-limpios', who.stranger)).body).toContain('Who should be in it?');
    const arabic = await send('/coalitions/new', who.stranger, { ...fields, name: 'هواء نظيف' });
    expect(arabic.body).toMatch(/id="f-slug-error"/);
  });
});

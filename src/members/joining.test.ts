import { afterAll, describe, expect, test } from 'vitest';
import { addPerson } from '../../test/story/people.ts';
import { testApp } from '../../test/support/app.ts';
import { said, worked } from '../../test/support/refusal.ts';
import { list } from './commands.ts';
import { apply, approve, decline } from './commands-applications.ts';
import { acceptInvitation, invite, revokeInvitation } from './commands-invitations.ts';
import { endRepresentation } from './commands-representatives.ts';
import { leave } from './commands-voice.ts';
import { roster, show } from './queries.ts';
import { invitations, readInvitation } from './queries-invitations.ts';
import { answersSideBySide, applications, myApplication } from './queries-joining.ts';
import { waiting } from './queries-waiting.ts';

const { app, act, ask, story, owner, clock, drop } = await testApp();
afterAll(drop);
const who = story.people;
const { members } = story;
const answers = { whoWeAre: 'We row on the river.', whyWeAreHere: 'We breathe above it.' };

const somebody = (name: string) => addPerson(app, name, `${name}@riverton.example`);
const asking = (organization: string) => ({
  yourName: 'Somebody New',
  as: 'organization' as const,
  organization,
  authority: 'consults' as const,
  answers,
});
const invited = async (input: object) => worked(await act(who.coordinator, invite, input));

describe('asking to join', () => {
  test('gives nothing but the sight of one’s own application', async () => {
    const person = await somebody('row');
    const { member } = worked(await act(person, apply, asking('Rowers of Riverton')));
    expect(worked(await ask(person, myApplication, {}))).toMatchObject({
      member,
      status: 'applied',
      name: 'Rowers of Riverton',
    });
    expect(said(await ask(person, roster, {}))).toBe('kernel.membersOnly');
    expect(said(await act(person, apply, asking('Another')))).toBe('members.alreadyApplied');
    expect(worked(await ask(who.stranger, myApplication, {}))).toBeNull();
  });

  test('needs an account, a name and an authority, and answers', async () => {
    expect(said(await act(null, apply, asking('Rowers')))).toBe('kernel.signInFirst');
    expect(said(await act(who.stranger, apply, asking(' ')))).toBe('organization: members.organizationNeeded');
    expect(said(await act(who.stranger, apply, { ...asking('Rowers'), authority: undefined }))).toBe(
      'authority: members.authorityNeeded',
    );
    expect(
      said(await act(who.stranger, apply, { ...asking('Rowers'), answers: { ...answers, whyWeAreHere: '' } })),
    ).toBe('answers.whyWeAreHere: kernel.required');
  });

  test('twice at once makes one application', async () => {
    const person = await somebody('twice');
    const results = await Promise.all(
      ['One', 'Two', 'Three'].map((name) => act(person, apply, asking(`Club ${name}`))),
    );
    expect(results.map(said).sort()).toEqual(['done', 'members.alreadyApplied', 'members.alreadyApplied']);
  });

  test('is not for a coalition that shows itself to members only', async () => {
    const call = { coalition: story.other.slug };
    expect(said(await act(who.stranger, apply, asking('Rowers'), call))).toBe('kernel.coalitionNotFound');
  });

  test('is answered with welcome: then the applicant is inside', async () => {
    const person = await somebody('welcome');
    const { member } = worked(await act(person, apply, asking('Welcome Garden')));
    expect(said(await act(who.representative, approve, { member }))).toBe('kernel.coordinatorsOnly');
    const both = await Promise.all([approve, approve].map((command) => act(who.coordinator, command, { member })));
    expect(both.map(said).sort()).toEqual(['done', 'members.notWaiting']);
    expect(said(await ask(person, roster, {}))).toBe('done');
    const [index] = await owner`select applicant from membership_index where person_id = ${person}`;
    expect(index?.applicant).toBe(false);
  });

  test('or with a reason: then the applicant can read it, and ask again as the same person', async () => {
    const person = await somebody('alone');
    const alone = { yourName: 'Alone', as: 'individual' as const, answers };
    const { member } = worked(await act(person, apply, alone));
    expect(said(await act(who.coordinator, decline, { member, reason: '' }))).toBe('reason: kernel.required');
    worked(await act(who.coordinator, decline, { member, reason: 'Please come to the hearing first.' }));
    expect(worked(await ask(person, myApplication, {}))).toMatchObject({
      status: 'declined',
      reason: 'Please come to the hearing first.',
    });
    expect(worked(await act(person, apply, alone)).member).toBe(member);
    worked(await act(who.coordinator, approve, { member }));
    expect(said(await act(person, apply, alone))).toBe('members.alreadyMember');
  });

  test('from somebody of an organization on the roster adds a voice to it, not a second organization', async () => {
    const person = await somebody('second');
    const { member } = worked(
      await act(person, apply, {
        ...asking('Dockworkers Union Local 40'),
        limits: [{ subject: 'overtime', kind: 'never' }],
      }),
    );
    const [application] = worked(await ask(who.coordinator, applications, {})).filter((a) => a.member === member);
    expect(application?.same).toEqual([{ id: members.union, name: 'Dockworkers’ Union, Local 40' }]);
    expect(said(await act(who.coordinator, approve, { member }))).toBe('sameAs: members.nameOnRoster');
    expect(said(await act(who.coordinator, approve, { member, sameAs: member }))).toBe('sameAs: members.sameAsWrong');
    expect(said(await act(who.coordinator, approve, { member, sameAs: members.union }))).toBe('done');
    const union = worked(await ask(who.coordinator, show, { member: members.union }));
    expect(union.voices.map((v) => v.name)).toContain('Somebody New');
    expect(union.limits.map((l) => l.subject)).toEqual([
      'closing the yard',
      'endorsing candidates',
      'overtime',
      'strikes',
    ]);
    expect(worked(await ask(who.coordinator, show, { member }))).toMatchObject({
      status: 'merged',
      mergedInto: members.union,
    });
  });

  test('a person listed before having an account and the one who asks become one', async () => {
    const { member: listed } = worked(await act(who.coordinator, list, { kind: 'individual', name: 'Mira' }));
    const person = await somebody('mira');
    const { member } = worked(await act(person, apply, { yourName: 'Mira', as: 'individual', answers }));
    worked(await act(who.coordinator, approve, { member, sameAs: listed }));
    expect(worked(await ask(person, show, { member: listed })).status).toBe('active');
    expect(said(await act(person, apply, { yourName: 'Mira', as: 'individual', answers }))).toBe(
      'members.alreadyMember',
    );
  });
});

describe('an invitation', () => {
  test('says what it is for to whoever holds the link, and nothing else', async () => {
    const read = worked(await ask(null, readInvitation, { token: story.invitationToken }));
    expect(read).toMatchObject({
      coalition: { slug: 'clean-air-riverton' },
      member: { name: 'Parish of St Brigid', status: 'invited', answered: false },
      inviter: 'Amal Haddad',
      state: 'pending',
    });
    expect(said(await ask(null, readInvitation, { token: 'guessed' }))).toBe('members.invitationNotFound');
    const kept = await owner`select token_hash from invitations where id = ${story.invitation}`;
    expect(kept[0]?.token_hash).toMatch(/^[\w-]{43}$/);
    expect(kept[0]?.token_hash).not.toBe(story.invitationToken);
  });

  test('by mail tells its token to the mail only', async () => {
    const { token } = await invited({ member: members.parish, email: 'parish@riverton.example', days: 3 });
    expect(token).toBeNull();
    const [mail] = await owner`select recipient, variables from mails order by created_at desc limit 1`;
    expect(mail).toMatchObject({
      recipient: 'parish@riverton.example',
      variables: { member: 'Parish of St Brigid', coalition: 'Clean Air Riverton' },
    });
    expect(mail?.variables.link).toMatch(/^http:\/\/localhost\/join\/[\w-]{43}$/);
  });

  test('is not told again to a repeated submit, and its token is kept nowhere', async () => {
    const key = 'one submit';
    const first = worked(await act(who.coordinator, invite, { member: members.parish }, { key }));
    const second = worked(await act(who.coordinator, invite, { member: members.parish }, { key }));
    expect(first.token).toMatch(/^[\w-]{43}$/);
    expect(second).toEqual({ invitation: first.invitation, token: null });
  });

  test('makes whoever was invited for a member its voice at once', async () => {
    const { member } = worked(await act(who.coordinator, list, { name: 'Choir of the Docks' }));
    const { token } = await invited({ member, authority: 'consults' });
    const person = await somebody('choir');
    const accept = { token: token!, yourName: 'Ada', as: 'organization' as const, authority: 'decides' as const };
    expect(said(await act(null, acceptInvitation, { ...accept, answers }))).toBe('kernel.signInFirst');
    expect(said(await act(person, acceptInvitation, accept))).toBe('answers.whoWeAre: kernel.required');
    expect(worked(await act(person, acceptInvitation, { ...accept, answers }))).toEqual({ member, status: 'active' });
    // No more than the invitation allows.
    expect(worked(await ask(person, show, { member })).voices).toMatchObject([{ name: 'Ada', authority: 'consults' }]);
    expect(said(await act(who.stranger, acceptInvitation, { ...accept, answers }))).toBe('members.invitationUsed');
  });

  test('works once, however many follow it at once', async () => {
    const { member } = worked(await act(who.coordinator, list, { name: 'Band of the Docks' }));
    const { token } = await invited({ member });
    const people = await Promise.all(['b1', 'b2', 'b3'].map(somebody));
    const accept = {
      token: token!,
      yourName: 'B',
      as: 'organization' as const,
      authority: 'decides' as const,
      answers,
    };
    const results = await Promise.all(people.map((person) => act(person, acceptInvitation, accept)));
    expect(results.map(said).sort()).toEqual(['done', 'members.invitationUsed', 'members.invitationUsed']);
  });

  test('that is open, or used for something else, is a question to the coordinators', async () => {
    const { token } = await invited({});
    const person = await somebody('open');
    const accept = {
      token: token!,
      yourName: 'Olu',
      as: 'organization' as const,
      organization: 'Open Kitchen',
      authority: 'decides' as const,
      answers,
    };
    expect(worked(await act(person, acceptInvitation, accept)).status).toBe('applied');
    const { token: named } = await invited({ member: members.parish });
    const other = await somebody('other');
    const mine = { token: named!, yourName: 'Otto', as: 'individual' as const, answers };
    expect(worked(await act(other, acceptInvitation, mine)).status).toBe('applied');
  });

  test('opens a coalition that is for members only to whoever was invited', async () => {
    const { token } = worked(await act(who.elsewhere, invite, {}, { coalition: story.other.slug }));
    const person = await somebody('harbour');
    const accept = { token: token!, yourName: 'Hana', as: 'individual' as const, answers };
    const call = { coalition: story.other.slug };
    expect(worked(await act(person, acceptInvitation, accept, call)).status).toBe('applied');
    expect(said(await act(await somebody('wrong house'), acceptInvitation, accept))).toBe('members.invitationNotFound');
  });

  test('runs out, and can be taken back', async () => {
    const { member } = worked(await act(who.coordinator, list, { name: 'Late Club' }));
    const first = await invited({ member, days: 1 });
    const second = await invited({ member, days: 30 });
    expect(said(await act(who.representative, revokeInvitation, { invitation: second.invitation }))).toBe(
      'members.decidersOnly',
    );
    expect(said(await act(who.coordinator, revokeInvitation, { invitation: second.invitation }))).toBe('done');
    expect(said(await act(who.coordinator, revokeInvitation, { invitation: second.invitation }))).toBe(
      'members.invitationRevoked',
    );
    clock.forward({ hours: 25 });
    const accept = { yourName: 'Late', as: 'organization' as const, authority: 'decides' as const, answers };
    expect(said(await act(who.stranger, acceptInvitation, { ...accept, token: second.token! }))).toBe(
      'members.invitationRevoked',
    );
    expect(said(await act(who.stranger, acceptInvitation, { ...accept, token: first.token! }))).toBe(
      'members.invitationExpired',
    );
    const states = worked(await ask(who.coordinator, invitations, { member })).map((i) => i.state);
    expect(states).toEqual(['revoked', 'expired']);
  });

  test('ends with the right of whoever gave it out, and with the membership', async () => {
    const { member } = worked(await act(who.coordinator, list, { name: 'Club of Yesterday' }));
    const accept = (person: string, token: string | null) =>
      act(person, acceptInvitation, {
        token: token!,
        yourName: 'Y',
        as: 'organization' as const,
        authority: 'decides' as const,
        answers,
      });
    const [first, second, third] = [await somebody('y1'), await somebody('y2'), await somebody('y3')];
    worked(await accept(first, (await invited({ member })).token));
    worked(await accept(second, (await invited({ member })).token));
    const kept = worked(await act(first, invite, { member }));
    const [term] = await owner`select id from representatives where member_id = ${member} and person_id = ${first}`;
    worked(await act(second, endRepresentation, { representative: term!.id }));
    expect(said(await accept(first, kept.token))).toBe('members.invitationRevoked');
    const onItsWay = worked(await act(second, invite, { member }));
    worked(await act(second, leave, { member, reason: 'We close our club.' }));
    expect(said(await accept(third, onItsWay.token))).toBe('members.invitationRevoked');
  });

  test('for one’s own member is for whoever decides for it', async () => {
    const colleague = (person: string) =>
      act(person, invite, { member: members.union, email: 'colleague@dockers.example' }).then(said);
    expect(await colleague(who.consulting)).toBe('members.decidersOnly');
    expect(await colleague(who.lawyer)).toBe('done');
    expect(said(await act(who.lawyer, invite, {}))).toBe('kernel.coordinatorsOnly');
    expect(worked(await ask(who.lawyer, invitations, {})).map((i) => i.member?.id)).toContain(members.union);
    expect(worked(await ask(who.representative, invitations, {})).every((i) => i.member?.id === members.tenants)).toBe(
      true,
    );
  });
});

test('coordinators read the answers side by side, and see what waits for them', async () => {
  expect(said(await ask(who.representative, answersSideBySide, {}))).toBe('kernel.coordinatorsOnly');
  const table = worked(await ask(who.coordinator, answersSideBySide, {}));
  expect(table.map((row) => row.name)).toContain('Dockworkers’ Union, Local 40');
  const waits = worked(await ask(who.coordinator, waiting, {}));
  expect(waits).toContainEqual(expect.objectContaining({ kind: 'application', name: 'Riverside Allotments' }));
  expect(worked(await ask(who.observer, waiting, {}))).toEqual([]);
});

test('whoever should know hears of it by mail, in their language', async () => {
  const person = await addPerson(app, 'Noor', 'noor@garden.example', 'ar');
  const { member } = worked(await act(person, apply, asking('Noor Garden')));
  worked(await act(who.coordinator, decline, { member, reason: 'After the summer, please.' }));
  worked(await act(who.coordinator, invite, { email: 'open@riverton.example' }));
  const mails =
    await owner`select recipient, language, template, variables from mails order by created_at desc, id desc limit 4`;
  expect(mails.reverse()).toMatchObject([
    { recipient: 'amal@riverton.example', language: 'en', template: 'applied', variables: { name: 'Noor Garden' } },
    { recipient: 'ruth@riverton.example', template: 'applied' },
    {
      recipient: 'noor@garden.example',
      language: 'ar',
      template: 'declined',
      variables: { coalition: 'Clean Air Riverton' },
    },
    { recipient: 'open@riverton.example', template: 'openInvitation' },
  ]);
  expect(JSON.stringify(mails)).not.toContain('After the summer');
});

import { afterAll, describe, expect, test } from 'vitest';
import { testApp } from '../../test/support/app.ts';
import { said, worked } from '../../test/support/refusal.ts';
import { encodeCursor } from '../kernel/paging.ts';
import { endRepresentation } from '../members/commands-representatives.ts';
import { roster } from '../members/queries.ts';
import { appoint, describe as describeIt, found, stepDown } from './commands.ts';
import { coalitionPaths } from './paths.ts';
import { coordinators, describeCoalition, mine } from './queries.ts';
import { figures, happened } from './queries-home.ts';

const { act, ask, post, story, owner, drop } = await testApp();
afterAll(drop);
const who = story.people;

describe('founding', () => {
  const founding = { name: 'Rivers', slug: 'rivers', purpose: 'Clean rivers.', yourName: 'Pavel' };

  test('says what is wrong beside the field', async () => {
    const wrong = (input: object) => act(who.stranger, found, { ...founding, ...input }).then(said);
    expect(await wrong({ slug: 'Rivers!' })).toBe('slug: coalitions.slugWrong');
    expect(await wrong({ slug: 'new' })).toBe('slug: coalitions.slugWrong');
    expect(await wrong({ slug: story.coalition.slug })).toBe('slug: coalitions.slugTaken');
    expect(await wrong({ name: 'R' })).toBe('name: kernel.tooShort');
    expect(await wrong({ name: 'Ri\u0000vers' })).toBe('name: kernel.oddCharacters');
    expect(await wrong({ languages: ['english please'] })).toBe('languages.0: coalitions.languageWrong');
    expect(said(await act(null, found, founding))).toBe('kernel.signInFirst');
  });

  test('one address goes to one coalition, however many ask at once', async () => {
    const results = await Promise.all([1, 2, 3].map(() => act(who.stranger, found, founding)));
    expect(results.map(said).sort()).toEqual(['done', 'slug: coalitions.slugTaken', 'slug: coalitions.slugTaken']);
    expect(worked(await ask(who.stranger, mine, {})).map((c) => [c.slug, c.applicant])).toEqual([['rivers', false]]);
  });
});

test('what a coalition says of itself is for everybody, unless it is for members only', async () => {
  expect(worked(await ask(null, describeCoalition, {})).name).toBe('Clean Air Riverton');
  const call = { coalition: story.other.slug };
  expect(said(await ask(null, describeCoalition, {}, call))).toBe('kernel.coalitionNotFound');
  expect(said(await ask(who.elsewhere, describeCoalition, {}, call))).toBe('done');
  const change = { name: 'Ours', purpose: 'Now ours.', stage: 'working' as const };
  expect(said(await act(who.representative, describeIt, change))).toBe('kernel.coordinatorsOnly');
});

test('coordinators: one more is appointed, the last one stays', async () => {
  expect(said(await act(who.individual, stepDown, {}))).toBe('done');
  expect(said(await act(who.individual, stepDown, {}))).toBe('kernel.coordinatorsOnly');
  expect(said(await act(who.coordinator, stepDown, {}))).toBe('coalitions.lastCoordinator');
  expect(said(await act(who.coordinator, appoint, { person: who.stranger }))).toBe('person: coalitions.personUnknown');
  expect(said(await act(who.coordinator, appoint, { person: who.representative }))).toBe('done');
  expect(said(await act(who.coordinator, appoint, { person: who.representative }))).toBe(
    'coalitions.alreadyCoordinator',
  );
  const both = await Promise.all([who.coordinator, who.representative].map((person) => act(person, stepDown, {})));
  expect(both.map(said).sort()).toEqual(['coalitions.lastCoordinator', 'done']);
  expect(worked(await ask(who.observer, coordinators, {}))).toHaveLength(1);
  // Whoever stepped down still speaks for a member, and so is still inside.
  expect(said(await ask(who.coordinator, roster, {}))).toBe('done');
});

test('what happened comes in pages, and keeps from others what is the coordinators’ or another member’s', async () => {
  const collect = async (person: string) => {
    const all = [];
    for (let after: string | undefined; ; ) {
      const { items, next } = worked(await ask(person, happened, { after, limit: 7 }));
      all.push(...items);
      if (next === null) return all;
      after = next;
    }
  };
  const seen = await collect(who.observer);
  const [{ count }] = (await owner`
    select count(*) from activities where coalition_id = ${story.coalition.id}
    and verb not in ('members.apply', 'members.decline', 'members.invite', 'members.revokeInvitation')
    and (verb not like 'mandates.%' or verb = 'mandates.share')`) as unknown as [{ count: string }];
  expect(seen).toHaveLength(Number(count));
  expect(new Set(seen.map((one) => one.id)).size).toBe(seen.length);
  expect(seen.map((one) => one.verb)).not.toContain('members.decline');
  expect(seen.find((one) => one.verb === 'members.leave')).toMatchObject({
    who: 'Jonas Lind',
    about: { kind: 'member', name: 'Old Town Traders’ Guild', page: `members/${story.members.traders}` },
  });
  for (const after of ['nonsense', encodeCursor(['yesterday', 'me']), encodeCursor(['2026-02-30T00:00:00Z', 'me'])])
    expect(said(await ask(who.observer, happened, { after }))).toBe('after: kernel.wrongKind');
  for (const after of [encodeCursor(['Union', 'me']), encodeCursor(['a\u0000', who.observer])])
    expect(said(await ask(who.observer, roster, { after }))).toBe('after: kernel.wrongKind');
});

test('figures are of the present roster', async () => {
  const { figures: shown } = worked(await ask(who.observer, figures, {}));
  expect(Object.fromEntries(shown.map(({ name, value, of }) => [name, [value, of]]))).toEqual({
    activeMembers: [7, null],
    peopleRepresented: [42760, null],
    mostAffectedHeard: [2, 2],
    withDecidingVoice: [6, 7],
    closeTies: [4, 7],
  });
});

test('whoever is appointed comes in, also after having left', async () => {
  const { bram } = story.representatives;
  expect(said(await act(who.dissenter, endRepresentation, { representative: bram }))).toBe('done');
  expect(said(await ask(who.dissenter, roster, {}))).toBe('kernel.membersOnly');
  const [present] = worked(await ask(who.observer, coordinators, {}));
  expect(said(await act(present!.person, appoint, { person: who.dissenter }))).toBe('done');
  expect(said(await ask(who.dissenter, roster, {}))).toBe('done');
  expect(said(await act(who.dissenter, stepDown, {}))).toBe('done');
});

test('a form too large for the memory is refused before it is read', async () => {
  const answer = await post(coalitionPaths(story.coalition.slug).settings, who.coordinator, {
    purpose: 'x'.repeat(5_000_000),
  });
  expect(answer.status).toBe(413);
});

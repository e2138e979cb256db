// Every page there is, and how to come to it: an address made from the story, and who opens it.
import { coalitionPaths, newCoalition, start } from '../../src/coalitions/paths.ts';
import { delegationPaths } from '../../src/decisions/delegations/paths.ts';
import { homeDoor, mandatePaths } from '../../src/decisions/mandates/paths.ts';
import { decisionPaths } from '../../src/decisions/paths.ts';
import { formingPaths } from '../../src/forming/paths.ts';
import { goodbye, invitationDoor, memberPaths } from '../../src/members/paths.ts';
import { powerPaths } from '../../src/power/paths.ts';
import type { Routes } from '../../src/system/web/server.ts';
import type { Story } from '../story/story.ts';

export interface Opening {
  /** The route that answers; '*' where none does. */
  route: string;
  path: string;
  as: string | null;
  /** What tells two openings of one route apart. */
  name: string;
  status: number;
  /** Press the button of the form with this address, as it stands: it comes back with what is wrong. */
  send?: string;
}

type Example = [path: string, as: string | null, more?: { name?: string; status?: number; send?: string }];

/** What answers a GET, as it was registered. */
export function routesOf(pages: ((routes: Routes) => void)[]): string[] {
  const found: string[] = [];
  for (const register of pages) register({ get: (path) => void found.push(plain(path)), post: () => {} });
  return found;
}

/** Without the patterns of its parameters. */
const plain = (route: string) => route.replace(/\{(?:[^{}]|\{[^}]*\})*\}/g, '');

/** Some address that a route answers: to see whether it is a page at all, or a file, or leads elsewhere. */
export const someAddress = (route: string, { coalition, imports, members }: Story): string =>
  route
    .replace(':coalition', coalition.slug)
    .replace(':member', members.tenants)
    .replace(':import', imports.ready)
    .replace(':number', '1')
    .replace(/:\w+/g, 'something');

/** @param signInLink the path of a link that signs in somebody new */
export function openings(story: Story, signInLink: string): Opening[] {
  const examples: Record<string, Example[]> = {
    ...outside(story, signInLink),
    ...coalition(story),
    ...members(story),
    ...decisions(story),
    ...votingRules(story),
    ...power(story),
    ...forming(story),
    ...mandates(story),
    ...delegationPages(story),
  };
  return Object.entries(examples).flatMap(([route, list]) =>
    list.map(([path, as, { name = '', status, send } = {}]) => ({
      route,
      path,
      as,
      name,
      send,
      status: status ?? (send ? 422 : 200),
    })),
  );
}

function outside({ people, coalition, invitationToken }: Story, signInLink: string): Record<string, Example[]> {
  return {
    [start]: [
      ['/', null],
      ['/', people.coordinator, { name: 'mine' }],
      ['/', people.stranger, { name: 'nothing yet' }],
    ],
    '/sign-in': [
      ['/sign-in', null],
      ['/sign-in?back=/account', null, { name: 'refused', send: '/sign-in' }],
    ],
    '/sign-in/sent': [['/sign-in/sent', null]],
    '/sign-in/link': [
      [signInLink, null],
      ['/sign-in/link?token=gone', null, { name: 'gone', status: 410 }],
    ],
    '/first': [['/first', null, { status: 410 }]],
    '/unsubscribe': [['/unsubscribe', null]],
    '/vote': [
      ['/vote', null],
      ['/vote?token=gone', null, { name: 'gone', status: 410 }],
    ],
    '/account': [
      ['/account', people.representative],
      ['/account?saved=yes', people.coordinator, { name: 'saved' }],
    ],
    '/account/tokens': [
      ['/account/tokens', people.coordinator],
      ['/account/tokens', people.stranger, { name: 'none yet' }],
      ['/account/tokens', people.stranger, { name: 'refused', send: '/account/tokens' }],
    ],
    '/operator/mails': [
      ['/operator/mails', people.operator],
      ['/operator/mails', people.stranger, { name: 'closed', status: 403 }],
    ],
    [newCoalition]: [
      [newCoalition, people.stranger],
      [newCoalition, people.stranger, { name: 'refused', send: newCoalition }],
    ],
    [invitationDoor]: [
      [`${invitationDoor}/${invitationToken}`, null, { name: 'signed out' }],
      [`${invitationDoor}/${invitationToken}`, people.stranger, { name: 'signed in' }],
      [invitationDoor, people.stranger, { name: 'no link' }],
    ],
    [goodbye]: [[goodbye, people.former]],
    '/api': [['/api', null]],
    '/api/calls/:name': [['/api/calls/decisions.propose', people.coordinator]],
    '/problems': [['/problems', null]],
    '*': [
      ['/nowhere', null, { name: 'signed out', status: 404 }],
      [`/c/${coalition.slug}/nowhere`, people.coordinator, { name: 'inside', status: 404 }],
    ],
  };
}

function coalition({ people, coalition: { slug }, other }: Story): Record<string, Example[]> {
  const route = coalitionPaths(':coalition');
  const at = coalitionPaths(slug);
  const empty = coalitionPaths(other.slug);
  return {
    [route.home]: [
      [at.home, people.coordinator],
      [at.home, people.representative, { name: 'representative' }],
      [at.home, people.observer, { name: 'observer' }],
      [empty.home, people.elsewhere, { name: 'just founded' }],
      [empty.home, people.stranger, { name: 'closed', status: 404 }],
    ],
    [route.about]: [
      [at.about, null],
      [at.about, people.coordinator, { name: 'inside' }],
    ],
    [route.settings]: [
      [at.settings, people.coordinator],
      [at.settings, people.consulting, { name: 'closed', status: 403 }],
    ],
    [route.happened]: [
      [at.happened, people.coordinator],
      [empty.happened, people.elsewhere, { name: 'just founded' }],
    ],
  };
}

function members({ people, coalition, other, imports, members: m }: Story): Record<string, Example[]> {
  const route = memberPaths(':coalition');
  const at = (member?: string) => memberPaths(coalition.slug, member);
  const brought = (list: string) => memberPaths(coalition.slug, undefined, list);
  const empty = memberPaths(other.slug);
  const list = at();
  return {
    [route.list]: [
      [list.list, people.coordinator],
      [`${list.list}?search=quay`, people.observer, { name: 'searched' }],
      [`${list.list}?search=zzz`, people.observer, { name: 'nothing found' }],
      [empty.list, people.elsewhere, { name: 'just founded' }],
    ],
    [route.add]: [
      [list.add, people.coordinator],
      [list.add, people.coordinator, { name: 'refused', send: list.list }],
    ],
    [route.import]: [
      [list.import, people.coordinator],
      [empty.import, people.elsewhere, { name: 'none yet' }],
      [list.import, people.coordinator, { name: 'refused', send: list.import }],
    ],
    [route.oneImport]: [
      [brought(imports.ready).oneImport, people.coordinator],
      [brought(imports.done).oneImport, people.coordinator, { name: 'done' }],
    ],
    [route.importRow]: [[`${brought(imports.ready).importRow}?row=2`, people.coordinator]],
    [route.applications]: [
      [list.applications, people.coordinator],
      [empty.applications, people.elsewhere, { name: 'none' }],
    ],
    [route.sideBySide]: [
      [list.sideBySide, people.coordinator],
      [empty.sideBySide, people.elsewhere, { name: 'none' }],
    ],
    [route.constituencies]: [
      [list.constituencies, people.coordinator],
      [empty.constituencies, people.elsewhere, { name: 'none' }],
      [list.constituencies, people.coordinator, { name: 'refused', send: list.constituencies }],
    ],
    [route.invitations]: [
      [list.invitations, people.coordinator],
      [empty.invitations, people.elsewhere, { name: 'none' }],
    ],
    [route.join]: [
      [list.join, null, { name: 'signed out', status: 200 }],
      [list.join, people.stranger],
      [`${list.join}?as=organization`, people.stranger, { name: 'as an organization' }],
      [`${list.join}?as=individual`, people.stranger, { name: 'refused', send: list.join }],
      [list.join, people.applicant, { name: 'waiting' }],
      [list.join, people.declined, { name: 'declined' }],
    ],
    [route.leave]: [
      [`${list.leave}?member=${m.tenants}`, people.representative],
      [list.leave, people.observer, { name: 'may not' }],
    ],
    [route.one]: [
      [at(m.tenants).one, people.coordinator],
      [at(m.tenants).one, people.representative, { name: 'own' }],
      [at(m.parish).one, people.observer, { name: 'nobody speaks for it' }],
      [at(m.traders).one, people.coordinator, { name: 'left' }],
    ],
    [route.edit]: [[at(m.tenants).edit, people.representative]],
    [route.limits]: [[at(m.union).limits, people.lawyer]],
    [route.answers]: [[at(m.annur).answers, people.neighbour]],
  };
}

function decisions({ people, coalition, other, paper, proposals: p }: Story): Record<string, Example[]> {
  const route = decisionPaths(':coalition');
  const at = (number?: number) => decisionPaths(coalition.slug, number);
  const empty = decisionPaths(other.slug);
  return {
    [route.list]: [
      [at().list, people.coordinator],
      [`${at().list}?search=zzz`, people.observer, { name: 'nothing found' }],
      [empty.list, people.elsewhere, { name: 'just founded' }],
    ],
    // With a member it is a file; without, a page that says that there is none.
    [route.receipt]: [[at(p.sealed).receipt, people.coordinator, { status: 404 }]],
    [route.propose]: [
      [at().propose, people.coordinator],
      [at().propose, people.consulting, { name: 'refused', send: at().list }],
      [`${at().propose}?template=emergency`, people.coordinator, { name: 'from a template' }],
      [`${at().propose}?changes=${p.whole}`, people.coordinator, { name: 'a change' }],
    ],
    [route.one]: [
      [at(p.open).one, people.representative, { name: 'open, not voted' }],
      [at(p.open).one, people.coordinator, { name: 'open, voted' }],
      [at(p.open).one, people.consulting, { name: 'to ratify' }],
      [at(p.open).one, people.neighbour, { name: 'refused', send: at(p.open).ballot }],
      [at(p.consent).one, people.dissenter, { name: 'consent' }],
      [at(p.consent).one, people.coordinator, { name: 'consent, to judge' }],
      [at(p.discussed).one, people.dissenter, { name: 'discussed' }],
      [at(p.due).one, people.coordinator, { name: 'due' }],
      [at(p.decided).one, people.observer, { name: 'decided' }],
      [at(p.ranked).one, people.individual, { name: 'ranked' }],
      [at(p.fell).one, people.consulting, { name: 'fell' }],
      [at(p.provisional).one, people.coordinator, { name: 'provisional' }],
      [at(p.withdrawn).one, people.individual, { name: 'withdrawn' }],
      [at(p.paused).one, people.representative, { name: 'paused' }],
      [at(p.amending).one, people.coordinator, { name: 'amended and sounded' }],
      [at(p.whole).one, people.coordinator, { name: 'the whole way' }],
      [at(p.whole).one, people.dissenter, { name: 'the whole way, dissent' }],
      [at(p.amendmentVote).one, people.observer, { name: 'vote on an amendment' }],
    ],
    [route.revise]: [[at(p.discussed).revise, people.dissenter]],
    [route.part(':part')]: [
      [at(p.discussed).part(1), people.representative],
      [at(p.whole).part(2), people.observer, { name: 'talked about' }],
    ],
    [route.amend]: [
      [at(p.discussed).amend, people.representative, { name: 'which part' }],
      [`${at(p.discussed).amend}?part=1`, people.representative, { name: 'new words' }],
      [`${at(p.discussed).amend}?part=1`, people.representative, { name: 'refused', send: at(p.discussed).amend }],
    ],
    [route.paper]: [
      [at(p.open).paper, people.representative],
      [at(p.consent).paper, people.neighbour, { name: 'consent' }],
      [at(p.ranked).paper, people.observer, { name: 'ranked, blank' }],
    ],
    [route.hours]: [
      [at(p.open).hours, people.coordinator, { name: 'open' }],
      [at(p.open).hours, people.coordinator, { name: 'refused', send: at(p.open).extend }],
      [at(p.paused).hours, people.coordinator, { name: 'paused' }],
      [at(p.fell).hours, people.coordinator, { name: 'closed' }],
      [at(p.open).hours, people.representative, { name: 'not mine' }],
    ],
    [route.bundles]: [
      [at(paper.proposal).bundles, people.coordinator],
      [at(paper.proposal).bundles, people.observer, { name: 'observer' }],
      [at(paper.discussed).bundles, people.coordinator, { name: 'to be allowed' }],
    ],
    [route.withdraw]: [[at(p.discussed).withdraw, people.dissenter]],
  };
}

function votingRules({ people, coalition, other, rules }: Story): Record<string, Example[]> {
  const route = decisionPaths(':coalition');
  const at = decisionPaths(coalition.slug);
  const empty = decisionPaths(other.slug);
  return {
    [route.weights]: [
      [at.weights, people.coordinator],
      [`${at.weights}?weights.by=dues`, people.observer, { name: 'numbers missing' }],
      [`${at.weights}?weights.cap=300%25`, people.observer, { name: 'refused', status: 422 }],
    ],
    [route.facts]: [
      [at.facts, people.observer],
      [at.facts, people.coordinator, { name: 'refused', send: at.facts }],
    ],
    [route.rules]: [
      [at.rules, people.coordinator],
      [empty.rules, people.elsewhere, { name: 'just founded' }],
    ],
    [route.newRule]: [
      [at.newRule, people.representative],
      [at.newRule, people.representative, { name: 'refused', send: at.newRule }],
      [empty.newRule, people.elsewhere, { name: 'just founded' }],
    ],
    [route.rule(':rule')]: [[at.rule(rules.founding), people.neighbour]],
    [route.changeRule(':rule')]: [
      [at.changeRule(rules.founding), people.representative],
      [at.changeRule(rules.founding), people.representative, { name: 'refused', send: at.changeRule(rules.founding) }],
    ],
  };
}

function power({ people, coalition, other }: Story): Record<string, Example[]> {
  const at = powerPaths(coalition.slug);
  return {
    [powerPaths(':coalition').page]: [
      [at.page, people.coordinator],
      [`${at.page}?quota=nonsense`, people.observer, { name: 'refused', status: 422 }],
      [powerPaths(other.slug).page, people.elsewhere, { name: 'just founded' }],
    ],
  };
}

function forming({ people, coalition: { slug }, other, readiness }: Story): Record<string, Example[]> {
  const route = formingPaths(':coalition');
  const at = formingPaths(slug);
  const { answer } = formingPaths(slug, readiness.running);
  return {
    [route.overview]: [
      [at.overview, people.coordinator],
      [at.overview, people.neighbour, { name: 'seen only' }],
      [formingPaths(other.slug).overview, people.elsewhere, { name: 'empty' }],
    ],
    [route.case]: [
      [at.case, people.coordinator],
      [at.case, null, { name: 'shared' }],
      [formingPaths(other.slug).case, people.elsewhere, { name: 'empty' }],
    ],
    [route.editCase]: [
      [at.editCase, people.coordinator],
      [formingPaths(other.slug).editCase, people.elsewhere, { name: 'refused', send: formingPaths(other.slug).case }],
    ],
    [route.readiness]: [
      [at.readiness, people.coordinator],
      [formingPaths(other.slug).readiness, people.elsewhere, { name: 'empty' }],
      [
        formingPaths(other.slug).readiness,
        people.elsewhere,
        { name: 'refused', send: formingPaths(other.slug).readiness },
      ],
    ],
    [route.round]: [
      [formingPaths(slug, readiness.shown).round, people.coordinator],
      [formingPaths(slug, readiness.running).round, people.representative, { name: 'running' }],
      [
        formingPaths(slug, readiness.shown).round,
        people.coordinator,
        { name: 'refused', send: formingPaths(slug, readiness.shown).conclude },
      ],
    ],
    [route.answer]: [
      [answer, people.representative],
      [answer, people.neighbour, { name: 'refused', send: answer }],
    ],
  };
}

function mandates({ people, coalition: { slug }, members: m, proposals, mandates }: Story): Record<string, Example[]> {
  const route = mandatePaths(':coalition');
  const at = (number: number, member: string) => mandatePaths(slug, number, member);
  const asking = at(proposals.open, m.tenants);
  return {
    [route.one]: [
      [asking.one, people.representative],
      [at(proposals.discussed, m.tenants).one, people.colleague, { name: 'guided' }],
      [
        at(proposals.discussed, m.tenants).one,
        people.colleague,
        { name: 'refused', send: at(proposals.discussed, m.tenants).ask },
      ],
      [at(proposals.consent, m.union).one, people.lawyer, { name: 'binding' }],
      [asking.one, people.coordinator, { name: 'closed', status: 403 }],
    ],
    [homeDoor]: [
      [`${homeDoor}/${mandates.token}`, null, { name: 'asks for the code' }],
      [homeDoor, null, { name: 'no link' }],
    ],
  };
}

function delegationPages({ people, coalition, other }: Story): Record<string, Example[]> {
  const { list } = delegationPaths(coalition.slug);
  return {
    [delegationPaths(':coalition').list]: [
      [list, people.representative],
      [list, people.observer, { name: 'observer' }],
      [list, people.colleague, { name: 'refused', send: list }],
      [delegationPaths(other.slug).list, people.elsewhere, { name: 'none yet' }],
    ],
  };
}

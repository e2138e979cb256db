import { describeCoalition } from '../../coalitions/queries.ts';
import type { Command } from '../../kernel/command.ts';
import { Refused } from '../../kernel/errors.ts';
import type { Values } from '../../system/web/formdata.ts';
import type { Attempt, Page } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { gathered, hasRows } from '../../ui/rows.ts';
import { defineConstituency, edit, list, setConstituencies, setTie } from '../commands.ts';
import { apply, approve, decline } from '../commands-applications.ts';
import { addRepresentative, changeAuthority, endRepresentation } from '../commands-representatives.ts';
import { answerQuestions, leave, setLimits } from '../commands-voice.ts';
import { addVoiceByMail } from '../commands-voice-by-mail.ts';
import { type Kind, kinds, type Status, statuses, type Tie, ties } from '../fields.ts';
import { goodbye, invitationDoor, memberPaths } from '../paths.ts';
import { mayDescribeMember, mayKeepRoster, maySpeakFor } from '../policy.ts';
import { roster, show } from '../queries.ts';
import { answersSideBySide, applications, myApplication } from '../queries-joining.ts';
import { constituencies, people, subjects } from '../queries-words.ts';
import { AnswersPage, SideBySidePage } from './answers.tsx';
import { ApplicationsPage } from './applications.tsx';
import { ConstituenciesPage } from './constituencies.tsx';
import { AddPage, EditPage } from './describe.tsx';
import {
  applicationsCsv,
  constituenciesCsv,
  invitationsCsv,
  rosterCsv,
  sideBySideCsv,
  wholeRoster,
} from './exports.ts';
import { importRoutes } from './import-routes.tsx';
import { invitationRoutes } from './invitation-routes.tsx';
import { JoinPage } from './join.tsx';
import { GoodbyePage, LeavePage } from './leave.tsx';
import { LimitsPage } from './limits.tsx';
import { MemberPage } from './member.tsx';
import { RosterPage } from './roster.tsx';

const at = memberPaths(':coalition', ':member{[0-9a-f-]{36}}');

/** The pages of members. */
export const memberPages = (routes: Routes): void => {
  routes.get(at.list, showRoster);
  routes.get(at.csv, (page) => rosterCsv(page, filterOf(page)));
  routes.get(at.add, async (page) => {
    await permit(page, mayKeepRoster);
    return page.show(await addPage(page));
  });
  routes.post(at.list, (page) =>
    page.do(list, {
      then: ({ member }) => paths(page, member).one,
      otherwise: (attempt) => addPage(page, gathered(attempt, 'contacts')),
    }),
  );
  routes.get(at.applications, async (page) => page.show(await applicationsPage(page)));
  routes.get(at.applicationsCsv, applicationsCsv);
  routes.post(at.approve, (page) =>
    page.do(approve, {
      then: ({ member }) => paths(page, member).one,
      otherwise: (attempt) => applicationsPage(page, attempt),
    }),
  );
  routes.post(at.decline, (page) =>
    page.do(decline, { then: () => paths(page).applications, otherwise: (attempt) => applicationsPage(page, attempt) }),
  );
  routes.get(at.sideBySide, async (page) =>
    page.show(<SideBySidePage place={await page.place()} rows={await page.ask(answersSideBySide)} />),
  );
  routes.get(at.sideBySideCsv, sideBySideCsv);
  routes.get(at.constituencies, async (page) => page.show(await constituenciesPage(page)));
  routes.get(at.constituenciesCsv, constituenciesCsv);
  routes.post(at.constituencies, (page) =>
    page.do(defineConstituency, {
      then: () => paths(page).constituencies,
      otherwise: (attempt) => constituenciesPage(page, attempt),
    }),
  );
  invitationRoutes(routes);
  importRoutes(routes);
  routes.get(at.invitationsCsv, invitationsCsv);
  routes.get(at.join, async (page) => page.show(await joinPage(page)));
  routes.post(at.join, (page) =>
    page.do(apply, {
      then: () => paths(page).join,
      otherwise: (attempt) => joinPage(page, gathered(attempt, 'limits')),
    }),
  );
  routes.get(at.leave, async (page) => page.show(await leavePage(page, page.query('member'))));
  routes.post(at.leave, (page) =>
    page.do(leave, {
      then: () => goodbye,
      otherwise: (attempt) => leavePage(page, attempt.values.member?.[0], attempt),
    }),
  );
  routes.get(goodbye, (page) => page.show(<GoodbyePage />));
  oneMember(routes);
  // A form that was refused is shown at the address it was sent to: loading that again leads back to its page.
  const back = (path: string, to: (page: Page) => string) => routes.get(path, (page) => page.redirect(to(page)));
  for (const path of [at.approve, at.decline]) back(path, (page) => paths(page).applications);
  back(at.revoke, (page) => paths(page).invitations);
  back(at.invitation, () => invitationDoor);
  for (const path of [at.tie, at.answersTo, at.voices, at.authority, at.endVoice]) back(path, onePath);
};

/** The pages of one member. */
function oneMember(routes: Routes): void {
  routes.get(at.one, async (page) => page.show(await memberPage(page)));
  routes.get(at.edit, async (page) => {
    await permit(page, (actor) => mayDescribeMember(actor, page.param('member')));
    return page.show(<EditPage place={await page.place()} member={await memberOf(page)} />);
  });
  routes.post(at.edit, async (page) => {
    const { values } = await page.form();
    return page.do(edit, {
      // The form shows the contacts it knows: sent back empty, they are meant to go.
      extra: { member: page.param('member'), ...(!hasRows(values, 'contacts') && { contacts: [] }) },
      then: () => onePath(page),
      otherwise: async (attempt) => (
        <EditPage place={await page.place()} member={await memberOf(page)} attempt={gathered(attempt, 'contacts')} />
      ),
    });
  });
  routes.get(at.limits, async (page) => page.show(await limitsPage(page)));
  routes.post(at.limits, (page) =>
    page.do(setLimits, {
      extra: { member: page.param('member') },
      then: () => `${onePath(page)}#limits`,
      otherwise: (attempt) => limitsPage(page, gathered(attempt, 'limits')),
    }),
  );
  routes.get(at.answers, async (page) => page.show(await answersPage(page)));
  routes.post(at.answers, (page) =>
    page.do(answerQuestions, {
      extra: { member: page.param('member') },
      then: () => `${onePath(page)}#answers`,
      otherwise: (attempt) => answersPage(page, attempt),
    }),
  );
  routes.post(at.tie, (page) => act(page, setTie, 'place', { member: page.param('member') }));
  routes.post(at.answersTo, (page) => act(page, setConstituencies, 'place', { member: page.param('member') }));
  routes.post(at.voices, (page) => act(page, addRepresentative, 'voices', { member: page.param('member') }));
  routes.post(at.voiceByMail, (page) => act(page, addVoiceByMail, 'voices', { member: page.param('member') }));
  routes.post(at.authority, (page) => act(page, changeAuthority, 'voices'));
  routes.post(at.endVoice, async (page) => {
    // Whoever lays down their last office is outside a moment later, and must not end on a closed door.
    const { actor } = await page.place();
    const { values } = await page.form();
    const own = actor.standing.represents.some((r) => r.representative === values.representative?.[0]);
    const stays = actor.standing.coordinator || !own || actor.standing.represents.length > 1;
    return page.do(endRepresentation, {
      then: () => (stays ? `${onePath(page)}#voices` : goodbye),
      otherwise: (attempt) => memberPage(page, attempt),
    });
  });
}

const paths = (page: Page, member?: string) => memberPaths(page.slug, member);
const onePath = (page: Page) => memberPaths(page.slug, page.param('member')).one;
const memberOf = (page: Page) => page.ask(show, { member: page.param('member') });

const act = <I, Sent, F, V>(page: Page, command: Command<string, I, Sent, F, V>, part: string, extra?: Partial<Sent>) =>
  page.do(command, {
    extra,
    then: () => `${onePath(page)}#${part}`,
    otherwise: (attempt: Attempt) => memberPage(page, attempt),
  });

/** A form that somebody may not send is not shown to them either. */
async function permit(
  page: Page,
  may: (actor: Awaited<ReturnType<Page['place']>>['actor']) => true | Refused['refusal'],
) {
  const verdict = may((await page.place()).actor);
  if (verdict !== true) throw new Refused(verdict);
}

const filterOf = (page: Page) => ({
  search: page.query('search'),
  status: statuses.find((status): status is Status => status === page.query('status')),
  constituency: page.query('constituency'),
  tie: ties.find((tie): tie is Tie => tie === page.query('tie')),
  subject: page.query('subject'),
});

async function showRoster(page: Page): Promise<Response> {
  const filter = filterOf(page);
  const found = await page.ask(roster, { ...filter, after: page.query('after'), language: page.visit.lang });
  const place = await page.place();
  const waiting = place.actor.standing.coordinator ? (await page.ask(applications)).length : 0;
  return page.show(
    <RosterPage
      place={place}
      {...found}
      filter={filter}
      waiting={waiting}
      constituencies={await page.ask(constituencies)}
      subjects={await page.ask(subjects)}
    />,
  );
}

async function addPage(page: Page, attempt?: Attempt) {
  return <AddPage place={await page.place()} constituencies={await page.ask(constituencies)} attempt={attempt} />;
}

async function memberPage(page: Page, attempt?: Attempt) {
  return (
    <MemberPage
      place={await page.place()}
      member={await memberOf(page)}
      constituencies={await page.ask(constituencies)}
      people={await page.ask(people)}
      attempt={attempt}
    />
  );
}

async function constituenciesPage(page: Page, attempt?: Attempt) {
  return (
    <ConstituenciesPage place={await page.place()} constituencies={await page.ask(constituencies)} attempt={attempt} />
  );
}

async function limitsPage(page: Page, attempt?: Attempt) {
  const member = await memberOf(page);
  await permit(page, (actor) => maySpeakFor(actor, { member: member.id, spokenFor: member.voices.length > 0 }));
  return (
    <LimitsPage place={await page.place()} member={member} subjects={await page.ask(subjects)} attempt={attempt} />
  );
}

async function answersPage(page: Page, attempt?: Attempt) {
  const member = await memberOf(page);
  await permit(page, (actor) => maySpeakFor(actor, { member: member.id, spokenFor: member.voices.length > 0 }));
  return <AnswersPage place={await page.place()} member={member} attempt={attempt} />;
}

async function applicationsPage(page: Page, attempt?: Attempt) {
  return (
    <ApplicationsPage
      place={await page.place()}
      applications={await page.ask(applications)}
      roster={await wholeRoster(page)}
      attempt={attempt}
    />
  );
}

async function joinPage(page: Page, attempt?: Attempt) {
  const place = await page.place('anyone');
  const application = await page.ask(myApplication);
  // Whoever asked already may see what came of it, also where the coalition shows itself to members only.
  const purpose =
    application && place.coalition.audience === 'members' ? '' : (await page.ask(describeCoalition)).purpose;
  return (
    <JoinPage
      place={place}
      purpose={purpose}
      as={asOf(page, attempt?.values)}
      application={application}
      attempt={attempt}
    />
  );
}

/** The answer to the first question, from the address or from the form that was sent. */
export const asOf = (page: Page, values?: Values): Kind | undefined =>
  kinds.find((kind) => kind === (values?.as?.[0] ?? page.query('as')));

async function leavePage(page: Page, member?: string, attempt?: Attempt) {
  const place = await page.place();
  const { standing } = place.actor;
  const deciding = standing.represents.filter((r) => r.authority === 'decides');
  const members: { member: string; memberName: string }[] = [...deciding];
  // A coordinator may see out a member that nobody speaks for.
  if (member && standing.coordinator && !deciding.some((r) => r.member === member)) {
    const other = await page.ask(show, { member });
    if (other.voices.length === 0) members.push({ member: other.id, memberName: other.name });
  }
  return <LeavePage place={place} members={members} member={member} attempt={attempt} />;
}

// Voting from a mail, without signing in. Following the link changes nothing (scanners and previews follow links too):
// the token goes from the address into a cookie for this one page, and a button acts.
import { getCookie, setCookie } from 'hono/cookie';
import { PlainShell } from '../../coalitions/shell.tsx';
import { isRefusal } from '../../kernel/errors.ts';
import { answer, execute, locate } from '../../kernel/execute.ts';
import { formatters } from '../../system/i18n/format.ts';
import { shape, type Values } from '../../system/web/formdata.ts';
import type { Attempt, Page as WebPage } from '../../system/web/page.ts';
import type { Routes } from '../../system/web/server.ts';
import { SafeLink } from '../../ui/link.tsx';
import { Markdown } from '../../ui/markdown.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { castBallot, ratify } from '../ballot-commands.ts';
import { castByMail } from '../link-commands.ts';
import { type BallotLink, findLink } from '../links.ts';
import { decisionPaths, votePaths } from '../paths.ts';
import { show } from '../queries.ts';
import { BallotCard, prepareBallot } from './ballot.tsx';

const at = votePaths(':link');

export const voteByLinkPages = (routes: Routes): void => {
  routes.get(at.door, enter);
  routes.get(at.one, async (page) => (await ballotPage(page)) ?? page.redirect(at.door));
  routes.get(at.ratify, (page) => page.redirect(votePaths(page.param('link')).one));
  routes.post(at.one, cast);
  routes.post(at.ratify, confirm);
};

const cookie = 'gb_vote';

/** Takes the token out of the address. The cookie is for the page of this link alone: two open ones never mix. */
async function enter(page: WebPage): Promise<Response> {
  const token = page.query('token');
  if (!token) return page.show(<HowItWorks />);
  const link = await found(page, token);
  if (!link || link.revokedAt) return page.show(<Gone revoked={link !== undefined} />, 410);
  const { one } = votePaths(link.id);
  const secure = page.app.publicUrl.startsWith('https:');
  setCookie(page.request, cookie, token, { httpOnly: true, sameSite: 'Lax', path: one, secure, maxAge: 2 * 3600 });
  return page.redirect(one);
}

const found = ({ app }: WebPage, token: string): Promise<BallotLink | undefined> =>
  app.database.reading({ person: null, reads: [] }, (db) => findLink(db, token));

/** The link that the page was opened with, and who acts by it. */
async function opened(page: WebPage) {
  const token = getCookie(page.request, cookie) ?? '';
  const link = token ? await found(page, token) : undefined;
  if (link?.id !== page.param('link')) return undefined;
  const call = { person: link.personId, via: 'mail' as const, coalition: link.slug };
  const { app } = page;
  const facts = await app.database.reading({ person: null, reads: [link.coalitionId] }, (db) =>
    db
      .selectFrom('proposals')
      .select('number')
      .where('coalitionId', '=', link.coalitionId)
      .where('id', '=', link.proposalId)
      .executeTakeFirstOrThrow(),
  );
  const reader = await app.database.reading({ person: null, reads: [] }, (db) =>
    db.selectFrom('people').select(['language', 'timeZone']).where('id', '=', link.personId).executeTakeFirstOrThrow(),
  );
  return { token, link, call, number: facts.number, reader };
}

/** The ballot, as whoever got the link sees it, with hours in their zone; nothing where the link is not there any more. */
async function ballotPage(page: WebPage, attempt?: Attempt, status = 200): Promise<Response | undefined> {
  const door = await opened(page);
  if (!door) return undefined;
  const { link, call, number, reader } = door;
  const place = await locate(page.app, call);
  const decision = await answer(page.app, show, { ...call, input: { proposal: number } });
  if (isRefusal(place) || !decision.ok || link.revokedAt)
    return page.show(<Gone revoked={link.revokedAt !== null} />, 410);
  const representation = place.actor.standing.represents.find(({ member }) => member === link.memberId);
  const entry = decision.value.roll.find(({ member }) => member === link.memberId);
  if (!representation || representation.authority === 'observes' || !entry) return page.show(<Gone revoked />, 410);
  const paths = votePaths(link.id);
  // Nobody is signed in: the hours are those of whoever the link was sent to.
  page.visit.format = formatters(page.visit.lang, reader.timeZone);
  return page.show(
    <VotePage
      decision={decision.value}
      coalition={place.coalition}
      card={{ decision: decision.value, entry, representation, action: paths.one, ratifyAction: paths.ratify, attempt }}
    />,
    status,
  );
}

async function cast(page: WebPage): Promise<Response> {
  const door = await opened(page);
  if (!door) return page.redirect(at.door);
  const { values } = await page.form();
  const given = shape(castBallot.input, prepareBallot({ ...values }), door.reader.timeZone) as object;
  const ballot = { ...given, proposal: door.number, member: door.link.memberId };
  const key = values._key?.[0];
  const done = await execute(page.app, castByMail, { ...door.call, input: { token: door.token, ballot }, key });
  if (done.ok) return page.redirect(`${votePaths(door.link.id).one}#ballot`);
  const problems = done.refusal.problems.map((problem) => ({
    ...problem,
    field: problem.field.replace(/^ballot\.?/, ''),
  }));
  return refused(page, { values, problems });
}

async function confirm(page: WebPage): Promise<Response> {
  const door = await opened(page);
  if (!door) return page.redirect(at.door);
  const { values } = await page.form();
  const input = shape(ratify.input, values, door.reader.timeZone);
  const done = await execute(page.app, ratify, { ...door.call, input, key: values._key?.[0] });
  if (done.ok) return page.redirect(`${votePaths(door.link.id).one}#ballot`);
  return refused(page, { values, problems: done.refusal.problems });
}

const refused = async (page: WebPage, attempt: { values: Values; problems: Attempt['problems'] }): Promise<Response> =>
  (await ballotPage(page, attempt, 422)) ?? page.redirect(at.door);

interface Props {
  decision: Parameters<typeof BallotCard>[0]['decision'];
  coalition: { slug: string; name: string };
  card: Parameters<typeof BallotCard>[0];
}

function VotePage({ decision, coalition, card }: Props) {
  const { t } = useVisit();
  const { question, background } = decision.versions[0]!;
  const general = card.attempt?.problems.filter(({ field }) => field === '') ?? [];
  return (
    <PlainShell title={question} failed={card.attempt !== undefined}>
      <Page
        title={<span dir="auto">{question}</span>}
        over={<bdi>{coalition.name}</bdi>}
        lead={
          <>
            {t('votelink.actsFor', { member: card.entry.memberName })}{' '}
            {decision.status === 'open' && (
              <>
                {t('decisions.closesWhen')} <Time at={decision.closesAt} as="deadline" />
              </>
            )}
          </>
        }
      >
        {general.length > 0 && (
          <Notice kind="error">
            {general.map((problem) => (
              <p key={problem.key}>{t(problem as never)}</p>
            ))}
          </Notice>
        )}
        <Section title={t('decisions.yourBallot')} id="ballot" note={t('votelink.seen')}>
          {decision.status !== 'open' && <p>{t('votelink.over')}</p>}
          <BallotCard {...card} />
        </Section>
        {background && (
          <Section title={t('decisions.background')} id="text">
            <Markdown text={background} />
          </Section>
        )}
        <p>
          <SafeLink href={decisionPaths(coalition.slug, decision.number).one}>{t('votelink.whole')}</SafeLink>
        </p>
      </Page>
    </PlainShell>
  );
}

function HowItWorks() {
  const { t } = useVisit();
  return (
    <PlainShell title={t('votelink.title')}>
      <Page title={t('votelink.title')} lead={t('votelink.how')}>
        <p>{t('votelink.howMore')}</p>
      </Page>
    </PlainShell>
  );
}

function Gone({ revoked }: { revoked: boolean }) {
  const { t } = useVisit();
  return (
    <PlainShell title={t('votelink.title')}>
      <Page title={t('votelink.title')} lead={t(revoked ? 'votelink.revoked' : 'votelink.gone')}>
        <p>{t('votelink.howMore')}</p>
      </Page>
    </PlainShell>
  );
}

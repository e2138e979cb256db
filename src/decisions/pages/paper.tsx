// A ballot on paper, one A4 sheet for each member that the reader speaks for, and a blank one for the room.
import { CoalitionShell } from '../../coalitions/shell.tsx';
import type { Place } from '../../kernel/place.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { findMethod } from '../tally/methods.ts';
import { methodTitle } from '../words.ts';

interface Props {
  place: Place;
  decision: Decision;
}

export function PaperPage({ place, decision }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const speaks = place.actor.standing.represents.filter(({ authority }) => authority !== 'observes');
  const mine = decision.roll.filter(({ member }) => speaks.some((each) => each.member === member));
  const title = t('way.paperTitle');
  return (
    <CoalitionShell coalition={place.coalition} title={title}>
      <Page
        title={title}
        crumbs={[
          { label: t('decisions.title'), href: paths.list },
          { label: t('decisions.decisionNumber', { number: String(decision.number) }), href: paths.one },
        ]}
      >
        <div class="on-screen">
          <Notice>
            <p>{t('way.paperNote')}</p>
          </Notice>
        </div>
        {mine.map(({ member, memberName }) => (
          <Sheet key={member} place={place} decision={decision} member={memberName} />
        ))}
        <Sheet place={place} decision={decision} />
      </Page>
    </CoalitionShell>
  );
}

function Sheet({ place, decision, member }: Props & { member?: string }) {
  const { t } = useVisit();
  return (
    <article class="paper-ballot">
      <p class="over">
        <bdi>{place.coalition.name}</bdi> · {t('decisions.decisionNumber', { number: String(decision.number) })} ·{' '}
        {methodTitle(t, decision.method)}
      </p>
      <h2 dir="auto">{decision.versions[0]!.question}</h2>
      <p class="hint">{t('way.paperVersion', { version: String(decision.version) })}</p>
      {member === undefined ? (
        <span class="paper-line">{t('way.paperMember')}</span>
      ) : (
        <p>{t('decisions.ballotOf', { member })}</p>
      )}
      <p>
        <strong>{t('way.paperHow', { shape: shapeOf(decision) })}</strong>
      </p>
      <Boxes decision={decision} />
      <p>
        {t('decisions.closesWhen')} <Time at={decision.closesAt} />
      </p>
      <span class="paper-line">{t('way.paperSigned')}</span>
    </article>
  );
}

const shapeOf = ({ method }: Decision): string => findMethod(method)?.shape ?? '';

function Boxes({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  const shape = shapeOf(decision);
  if (shape === 'score') return <Grid decision={decision} />;
  if (shape === 'ranking' || shape === 'approval')
    return (
      <ul>
        {decision.options.map(({ id, name }) => (
          <li key={id}>
            <span class="paper-box" /> <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
    );
  const answers =
    shape === 'consent' ? (['consent', 'standAside', 'object'] as const) : (['yes', 'no', 'abstain'] as const);
  return (
    <>
      <ul>
        {answers.map((answer) => (
          <li key={answer}>
            <span class="paper-box" /> {t('decisions.answer', { answer })}
          </li>
        ))}
      </ul>
      {shape === 'consent' && <span class="paper-line">{t('decisions.objectionReason')}</span>}
    </>
  );
}

/** Scores as a grid: a cross in the column of the score; where many scores are possible, a box to write it into. */
function Grid({ decision }: { decision: Decision }) {
  const { t, format } = useVisit();
  const most = Number(decision.settings.max ?? 5);
  const scores = most <= 10 ? Array.from({ length: most + 1 }, (_, score) => score) : [];
  return (
    <table>
      <caption class="visually-hidden">{t('way.paperHow', { shape: 'score' })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('decisions.option')}</th>
          {scores.map((score) => (
            <th key={score} scope="col">
              {format.number(score)}
            </th>
          ))}
          {scores.length === 0 && <th scope="col">{t('way.paperScore')}</th>}
        </tr>
      </thead>
      <tbody>
        {decision.options.map(({ id, name }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            {(scores.length === 0 ? [0] : scores).map((score) => (
              <td key={score}>
                <span class="paper-box" />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

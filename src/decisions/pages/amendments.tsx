// Amendments on the page of a decision: what each would change, and what became of it.
import type { Place } from '../../kernel/place.ts';
import type { Attempt } from '../../system/web/page.ts';
import { Actions, ButtonLink, PostButton, SubmitButton } from '../../ui/button.tsx';
import { Card, Status } from '../../ui/card.tsx';
import { Difference } from '../../ui/difference.tsx';
import { DateTimeField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';
import { situationOf } from '../situation.ts';
import { mayAcceptAmendment, mayAmend, mayVoteOnAmendment, mayWithdrawAmendment } from '../way/policy.ts';
import type { AmendmentView, Way } from '../way/shapes.ts';

interface Props {
  place: Place;
  decision: Decision;
  way: Way;
  attempt?: Attempt;
}

const signs = {
  open: 'waiting',
  accepted: 'done',
  voting: 'open',
  carried: 'done',
  rejected: 'declined',
  withdrawn: 'ended',
  fallen: 'ended',
} as const;

export function AmendmentsSection({ place, decision, way, attempt }: Props) {
  const { t } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  if (decision.amendment !== null) return <VotedOn place={place} amendments={way.amendments} />;
  const may = mayAmend(place.actor, situationOf(decision)) === true;
  if (way.amendments.length === 0 && !may) return null;
  return (
    <Section title={t('way.amendmentsTitle')} id="amendments" note={t('way.amendmentsNote')}>
      {way.amendments.map((amendment) => (
        <Card
          key={amendment.number}
          title={t('way.amendmentTitle', { number: String(amendment.number), title: amendment.title })}
          over={<Status state={signs[amendment.state]}>{t('way.amendmentState', { state: amendment.state })}</Status>}
          waits={amendment.state === 'open' && !amendment.stale}
        >
          <What amendment={amendment} />
          <Became amendment={amendment} slug={place.coalition.slug} />
          <AmendmentForms {...{ place, decision, way, attempt, amendment }} />
        </Card>
      ))}
      {way.amendments.length === 0 && <p class="hint">{t('way.noAmendments')}</p>}
      {may && (
        <Actions>
          <ButtonLink look="quiet" href={paths.amend}>
            {t('way.amend')}
          </ButtonLink>
        </Actions>
      )}
    </Section>
  );
}

/** On the page of a vote on an amendment: what would change, and in which text. */
function VotedOn({ place, amendments }: { place: Place; amendments: AmendmentView[] }) {
  const { t } = useVisit();
  const [amendment] = amendments;
  if (!amendment) return null;
  return (
    <Section title={t('way.wouldChange')} id="amendments">
      <p>
        <SafeLink href={decisionPaths(place.coalition.slug, amendment.proposal).one}>
          {t('way.amends', { number: String(amendment.proposal) })}
        </SafeLink>
      </p>
      <What amendment={amendment} />
    </Section>
  );
}

function What({ amendment }: { amendment: AmendmentView }) {
  const { t } = useVisit();
  return (
    <>
      <Difference before={amendment.before} after={amendment.after} />
      {amendment.reason && <p dir="auto">{amendment.reason}</p>}
      <p class="hint">
        {amendment.forMember
          ? t('way.byFor', { person: amendment.by, member: amendment.forMember })
          : t('way.by', { person: amendment.by })}{' '}
        <Time at={amendment.at} />
      </p>
    </>
  );
}

function Became({ amendment, slug }: { amendment: AmendmentView; slug: string }) {
  const { t } = useVisit();
  return (
    <>
      {amendment.made !== null && <p>{t('way.madeVersion', { version: String(amendment.made) })}</p>}
      {amendment.vote !== null && (
        <p>
          <SafeLink href={decisionPaths(slug, amendment.vote).one}>
            {t('way.voteOnIt', { number: String(amendment.vote) })}
          </SafeLink>{' '}
          {amendment.state === 'voting' && <Time at={amendment.closesAt!} as="deadline" />}
        </p>
      )}
      {amendment.stale && <p class="hint">{t('way.staleAmendment')}</p>}
      {amendment.state === 'fallen' && <p class="hint">{t('way.fallenAmendment')}</p>}
      {amendment.rivals.length > 0 && ['open', 'voting'].includes(amendment.state) && (
        <p class="hint">{t('way.rivals', { numbers: amendment.rivals.map(String).join(', ') })}</p>
      )}
    </>
  );
}

function AmendmentForms({ place, decision, amendment, attempt }: Props & { amendment: AmendmentView }) {
  const { t, format } = useVisit();
  const paths = decisionPaths(place.coalition.slug, decision.number);
  const situation = situationOf(decision);
  const { state, proposedBy } = amendment;
  const fields = { amendment: String(amendment.number) };
  const mine = attempt?.values.amendment?.[0] === fields.amendment && attempt.values.closesAt ? attempt : undefined;
  return (
    <>
      {!amendment.stale && mayAcceptAmendment(place.actor, situation, state) === true && (
        <PostButton action={paths.acceptAmendment} fields={fields} look="primary">
          {t('way.accept')}
        </PostButton>
      )}
      {!amendment.stale && mayVoteOnAmendment(place.actor, situation, state) === true && (
        <details open={mine !== undefined}>
          <summary>{t('way.putToVote')}</summary>
          <Form action={paths.voteOnAmendment} id={`vote-${amendment.number}`} attempt={mine}>
            <input type="hidden" name="amendment" value={fields.amendment} />
            <DateTimeField
              name="closesAt"
              label={t('decisions.closes')}
              hint={t('way.amendByHint', { by: format.dateTime(decision.opensAt ?? decision.closesAt) })}
              required
            />
            <SubmitButton>{t('way.putToVoteButton')}</SubmitButton>
          </Form>
        </details>
      )}
      {mayWithdrawAmendment(place.actor, proposedBy, state) === true && (
        <PostButton action={paths.withdrawAmendment} fields={fields} look="quiet">
          {t('way.withdrawAmendment')}
        </PostButton>
      )}
    </>
  );
}

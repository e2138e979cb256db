import type { Representation } from '../../kernel/actor.ts';
import type { Values } from '../../system/web/formdata.ts';
import type { Attempt } from '../../system/web/page.ts';
import { SubmitButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { RadioGroup } from '../../ui/choices.tsx';
import { TextField } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision, RollEntry } from '../shapes.ts';
import { asksAgain, findMethod } from '../tally/methods.ts';
import { choiceInWords } from '../words.ts';
import { ChoiceFields } from './choice-fields.tsx';
import { asMandated, MandateOnBallot, UnderMandate } from './mandate-on-ballot.tsx';
import { prepareShares, SplitFields, shareField, sharesIn } from './split-fields.tsx';
import { TakenBack, WithdrawBallotForm } from './withdrawal.tsx';

interface Props {
  decision: Decision;
  entry: RollEntry;
  /** Under which the reader speaks for the member; null for one's own ballot where persons vote. */
  representation: Representation | null;
  action: string;
  ratifyAction: string;
  /** Missing where the ballot is cast by a link: it is taken back on the decision's own page. */
  withdrawAction?: string;
  attempt?: Attempt;
}

/** The member's ballot: the one that is there, and the form to cast or replace it. */
export function BallotCard({ decision, entry, representation, action, ratifyAction, withdrawAction, attempt }: Props) {
  const { t } = useVisit();
  const lapsed = asksAgain(decision.method) && entry.answered !== null && entry.answered < decision.version;
  return (
    <Card
      title={entry.member ? t('decisions.ballotOf', { member: entry.memberName }) : t('rules.ownBallot')}
      waits={!entry.voted || lapsed}
    >
      {entry.voted && <PresentBallot decision={decision} entry={entry} />}
      {lapsed && <Notice kind="warning">{t('decisions.askedAgain', { version: String(decision.version) })}</Notice>}
      <RatifyForm entry={entry} action={ratifyAction} attempt={attempt} />
      <TakenBack decision={decision} member={entry.member} />
      {decision.status === 'open' && entry.voted && withdrawAction && (
        <WithdrawBallotForm entry={entry} action={withdrawAction} />
      )}
      {decision.status === 'open' &&
        decision.pausedAt === null &&
        (entry.voted ? (
          <details open={attempt !== undefined || lapsed}>
            <summary>{t('decisions.replaceBallot')}</summary>
            <BallotForm {...{ decision, entry, representation, action, attempt }} />
          </details>
        ) : (
          <BallotForm {...{ decision, entry, representation, action, attempt }} />
        ))}
    </Card>
  );
}

function PresentBallot({ decision, entry }: { decision: Decision; entry: RollEntry }) {
  const { t } = useVisit();
  return (
    <>
      <p>
        {decision.secrecy === 'secret' ? (
          t(decision.closedAt ? 'secrecy.wasCounted' : 'secrecy.hasVoted')
        ) : (
          <strong>{choiceInWords(t, entry.choice, decision.options)}</strong>
        )}
      </p>
      <p class="hint">
        {t('decisions.castByAt', { person: entry.castBy ?? '' })} <Time at={entry.castAt!} />.{' '}
        {entry.basis === 'consulted' &&
          entry.consultedHow &&
          t('decisions.afterConsulting', { how: entry.consultedHow ?? '' })}
      </p>
      {entry.replaced.map((ballot) => (
        <p class="hint" key={ballot.castAt.getTime()}>
          {t('decisions.replacedBallot', { person: ballot.castBy })} <Time at={ballot.castAt} />
        </p>
      ))}
      {entry.ratifyBy && <Ratification entry={entry} />}
    </>
  );
}

export function Ratification({ entry }: { entry: RollEntry }) {
  const { t, now } = useVisit();
  const { ratification, ratifyBy } = entry;
  if (ratification) {
    return (
      <p>
        {t(ratification.answer === 'ratified' ? 'decisions.wasRatified' : 'decisions.wasRefused', {
          how: ratification.decidedHow,
        })}{' '}
        <span class="hint">
          {ratification.by}, <Time at={ratification.at} />
        </span>
      </p>
    );
  }
  return (
    <p>
      {ratifyBy! > now ? t('decisions.awaitsRatification') : t('decisions.ratificationLapsed')}{' '}
      <Time at={ratifyBy!} as="deadline" />
    </p>
  );
}

/** The member stands behind the ballot, or does not; with how it decided. */
function RatifyForm({ entry, action, attempt }: { entry: RollEntry; action: string; attempt?: Attempt }) {
  const { t, now } = useVisit();
  if (!entry.ratifyBy || entry.ratification || entry.ratifyBy <= now || !entry.ballot) return null;
  const mine = attempt?.values.ballot?.[0] === entry.ballot ? attempt : undefined;
  return (
    <Form action={action} id={`ratify-${entry.entry}`} attempt={mine}>
      <h4>{t('decisions.ratifyTitle')}</h4>
      <input type="hidden" name="ballot" value={entry.ballot} />
      <RadioGroup
        name="answer"
        label={t('decisions.ratifyQuestion', { member: entry.memberName })}
        required
        options={[
          { value: 'ratified', label: t('decisions.ratifyYes') },
          { value: 'refused', label: t('decisions.ratifyNo'), hint: t('decisions.ratifyNoHint') },
        ]}
      />
      <TextField name="decidedHow" label={t('decisions.decidedHow')} hint={t('decisions.decidedHowHint')} required />
      <SubmitButton>{t('decisions.ratifyButton')}</SubmitButton>
    </Form>
  );
}

/** Ranks come as one number for each option; the command wants the ranking. */
export function prepareBallot(sent: Values): Values {
  const values = prepareShares(sent);
  const ranks = Object.entries(values).filter(([name]) => name.startsWith('rank.'));
  if (ranks.length === 0) return values;
  const byRank = new Map<number, string[]>();
  for (const [name, [typed]] of ranks) {
    const rank = Number(typed);
    if (typed && Number.isInteger(rank)) byRank.set(rank, [...(byRank.get(rank) ?? []), name.slice(5)]);
  }
  const sorted = [...byRank].sort(([a], [b]) => a - b);
  const ranking = sorted.flatMap(([, ids], place) =>
    ids.map((id, index) => [`choice.ranking.${place}.${index}`, [id]] as [string, string[]]),
  );
  return { ...values, ...Object.fromEntries(ranking) };
}

function BallotForm({
  decision,
  entry,
  representation,
  action,
  attempt,
}: Omit<Props, 'ratifyAction' | 'withdrawAction'>) {
  const { t } = useVisit();
  const about = attempt?.values.basedOn && (attempt.values.member?.[0] ?? null) === entry.member;
  const sent = about && !attempt.values.answer ? attempt : undefined;
  const mine = sent && atFirstField(sent, decision);
  const mandate = decision.mandates.find(({ member }) => member === entry.member);
  return (
    <Form action={action} id={`ballot-${entry.entry}`} attempt={mine}>
      {entry.member && <input type="hidden" name="member" value={entry.member} />}
      <input type="hidden" name="basedOn" value={decision.version} />
      {entry.ballot && <input type="hidden" name="replaces" value={entry.ballot} />}
      {mandate && <MandateOnBallot decision={decision} mandate={mandate} />}
      <ChoiceFields decision={decision} entry={asMandated(entry, mandate)} attempt={mine} />
      <SplitFields decision={decision} entry={entry} open={mine !== undefined && sharesIn(mine.values).length > 0} />
      {mandate?.state === 'in_force' ? (
        <UnderMandate decision={decision} mandate={mandate} />
      ) : (
        representation && <BasisFields decision={decision} consults={representation.authority === 'consults'} />
      )}
      <SubmitButton>{t(entry.voted ? 'decisions.replaceButton' : 'decisions.castButton')}</SubmitButton>
    </Form>
  );
}

/** What is wrong with the choice as a whole is said where choosing begins. */
export function atFirstField(
  { values, problems }: Attempt,
  { method, options }: Pick<Decision, 'method' | 'options'>,
): Attempt {
  const [first] = options;
  const fields: Record<string, string> = {
    ranking: `rank.${first?.id}`,
    approval: 'choice.approved',
    score: `choice.scores.${first?.id}`,
  };
  const field = fields[findMethod(method)?.shape ?? ''] ?? 'choice.answer';
  const words = { 'kernel.wrongKind': 'kernel.chooseOne' } as const;
  return {
    values,
    problems: problems.map((problem) =>
      shareField(problem.field, values)
        ? { ...problem, field: shareField(problem.field, values)! }
        : problem.field === 'choice'
          ? { ...problem, key: words[problem.key as 'kernel.wrongKind'] ?? problem.key, field }
          : problem,
    ),
  };
}

/** On whose word: one's own authority, the organization's that was asked, or the organization's still to come. */
function BasisFields({ decision, consults }: { decision: Decision; consults: boolean }) {
  const { t, format } = useVisit();
  const own = { value: 'own_authority', label: t('decisions.basisOwn') };
  const asked = { value: 'consulted', label: t('decisions.basisConsulted') };
  const subject = {
    value: 'subject_to_ratification',
    label: t('decisions.basisSubject'),
    hint: t('decisions.basisSubjectHint', { by: format.dateTime(decision.ratifyBy) }),
  };
  const options = [...(consults ? [] : [own]), asked, ...(decision.ratificationAllowed ? [subject] : [])];
  return (
    <>
      <RadioGroup
        name="basis"
        label={t('decisions.basis')}
        hint={consults ? t('decisions.basisMustConsult') : undefined}
        value={consults ? (decision.ratificationAllowed ? 'subject_to_ratification' : 'consulted') : 'own_authority'}
        options={options}
        required
      />
      {decision.secrecy !== 'secret' && (
        <TextField name="consultedHow" label={t('decisions.consultedHow')} hint={t('decisions.consultedHowHint')} />
      )}
    </>
  );
}

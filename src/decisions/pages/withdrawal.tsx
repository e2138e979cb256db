import { SubmitButton } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields.tsx';
import { Form } from '../../ui/form.tsx';
import { Time } from '../../ui/time.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Decision, RollEntry } from '../shapes.ts';

/** The member takes its ballot back; it may vote again, or not at all. */
export function WithdrawBallotForm({ entry, action }: { entry: RollEntry; action: string }) {
  const { t } = useVisit();
  if (!entry.ballot || !entry.member) return null;
  return (
    <details>
      <summary>{t('decisions.withdrawBallotTitle')}</summary>
      <Form action={action} id={`withdraw-${entry.member}`}>
        <p>{t('decisions.withdrawBallotWhat', { member: entry.memberName })}</p>
        <input type="hidden" name="member" value={entry.member} />
        <input type="hidden" name="ballot" value={entry.ballot} />
        <TextArea name="reason" label={t('common.reason')} rows={2} />
        <SubmitButton look="danger">{t('decisions.withdrawBallotButton')}</SubmitButton>
      </Form>
    </details>
  );
}

/** That a ballot was taken back, by whom and when. */
export function TakenBack({ decision, member }: { decision: Decision; member: string | null }) {
  const { t } = useVisit();
  return (
    <>
      {decision.takenBack
        .filter((ballot) => ballot.member === member)
        .map(({ by, at }) => (
          <p class="hint" key={at.getTime()}>
            {t('decisions.ballotTakenBack', { person: by })} <Time at={at} />
          </p>
        ))}
    </>
  );
}

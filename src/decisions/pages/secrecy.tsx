// Who sees the ballots: chosen with the question, and told to voters before they vote.
import { RadioGroup } from '../../ui/choices.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { weaknessOf } from '../secrecy/weakness.ts';
import type { Decision } from '../shapes.ts';

const kinds = ['closed', 'open', 'secret'] as const;

export function SecrecyField() {
  const { t } = useVisit();
  return (
    <RadioGroup
      name="secrecy"
      label={t('secrecy.choose')}
      value="closed"
      required
      options={kinds.map((kind) => ({
        value: kind,
        label: t('secrecy.kind', { kind }),
        hint: t('secrecy.kindHint', { kind }),
      }))}
    />
  );
}

/** In plain words what is protected, what is not, and against whom. Warns where the secret is weak. */
export function SecrecySection({ decision }: { decision: Decision }) {
  const { t } = useVisit();
  if (decision.withdrawn) return null;
  const kind = decision.secrecy;
  return (
    <Section title={t('secrecy.title')} id="secrecy">
      <p>{t('secrecy.lead', { kind })}</p>
      {kind === 'secret' && <Weaknesses decision={decision} />}
      <details>
        <summary>{t('secrecy.more')}</summary>
        <h3>{t('secrecy.protected')}</h3>
        <List items={protection[kind].map((say) => say(t))} />
        <h3>{t('secrecy.notProtected')}</h3>
        <List items={exposure[kind].map((say) => say(t))} />
      </details>
    </Section>
  );
}

const List = ({ items }: { items: string[] }) => (
  <ul>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);

type Say = (t: ReturnType<typeof useVisit>['t']) => string;

const protection: Record<Decision['secrecy'], Say[]> = {
  open: [(t) => t('secrecy.fromOutside'), (t) => t('secrecy.sealed')],
  closed: [
    (t) => t('secrecy.fromOutside'),
    (t) => t('secrecy.fromMembers', { kind: 'closed' }),
    (t) => t('secrecy.sealed'),
  ],
  secret: [
    (t) => t('secrecy.fromOutside'),
    (t) => t('secrecy.fromMembers', { kind: 'secret' }),
    (t) => t('secrecy.envelope'),
    (t) => t('secrecy.opened'),
    (t) => t('secrecy.noReceipt'),
    (t) => t('secrecy.sealed'),
  ],
};

const exposure: Record<Decision['secrecy'], Say[]> = {
  open: [
    (t) => t('secrecy.everything'),
    (t) => t('secrecy.coercion', { kind: 'open' }),
    (t) => t('secrecy.host', { kind: 'open' }),
    (t) => t('secrecy.backups', { kind: 'open' }),
  ],
  closed: [
    (t) => t('secrecy.whoVoted'),
    (t) => t('secrecy.afterClose'),
    (t) => t('secrecy.coercion', { kind: 'closed' }),
    (t) => t('secrecy.host', { kind: 'closed' }),
    (t) => t('secrecy.backups', { kind: 'closed' }),
  ],
  secret: [
    (t) => t('secrecy.whoVoted'),
    (t) => t('secrecy.result'),
    (t) => t('secrecy.coercion', { kind: 'secret' }),
    (t) => t('secrecy.colleagues'),
    (t) => t('secrecy.host', { kind: 'secret' }),
    (t) => t('secrecy.backups', { kind: 'secret' }),
  ],
};

/** What can be known beforehand of how easily votes are guessed. */
function Weaknesses({ decision: { roll } }: { decision: Decision }) {
  const { t, format } = useVisit();
  if (roll.length === 0) return null;
  const { few, exposed, unknown } = weaknessOf(roll.map(({ weight }) => weight));
  if (!few && exposed.length === 0 && !unknown) return null;
  return (
    <Notice kind="warning" title={t('secrecy.weakTitle')}>
      {few && <p>{t('secrecy.weakFew', { count: roll.length })}</p>}
      {exposed.length > 0 && (
        <p>{t('secrecy.weakExposed', { members: format.list(exposed.map((voter) => roll[voter]!.memberName)) })}</p>
      )}
      {unknown && <p>{t('secrecy.weakUnknown')}</p>}
    </Notice>
  );
}

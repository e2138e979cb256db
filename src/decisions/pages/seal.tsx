// The seal of a closed vote: its number, how anybody checks it, and the receipts of one's own members.
import type { Actor } from '../../kernel/actor.ts';
import { Actions, DownloadLink } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { decisionPaths } from '../paths.ts';
import type { Decision } from '../shapes.ts';

export function SealSection({ decision, actor, slug }: { decision: Decision; actor: Actor; slug: string }) {
  const { t } = useVisit();
  if (!decision.seal || !decision.closedAt) return null;
  const { root, papers } = decision.seal;
  const paths = decisionPaths(slug, decision.number);
  const mine = decision.roll.filter(({ member, person }) =>
    person === null ? actor.standing.represents.some((one) => one.member === member) : person === actor.person,
  );
  return (
    <Section title={t('secrecy.sealTitle')} id="seal">
      <p>{t('secrecy.sealLead', { count: papers })}</p>
      <pre>
        <code dir="ltr">{root.match(/.{1,32}/g)!.join('\n')}</code>
      </pre>
      {decision.secrecy === 'secret' && <p>{t('secrecy.aggregated')}</p>}
      <p>{t('secrecy.sealCheck')}</p>
      <pre>
        <code dir="ltr">npx greenbelt verify ballots.json</code>
      </pre>
      {mine.length > 0 && (
        <>
          <p>{t('secrecy.receiptNote', { kind: decision.secrecy })}</p>
          <Actions>
            {mine.map(({ member, memberName }) => (
              <DownloadLink key={member ?? 'own'} href={member ? `${paths.receipt}?member=${member}` : paths.receipt}>
                {t('secrecy.receipt', { member: memberName })}
              </DownloadLink>
            ))}
          </Actions>
        </>
      )}
    </Section>
  );
}

// On the page of a decision: the way home for those who speak for a member, what others share, and who voted otherwise.
import type { Place } from '../../kernel/place.ts';
import { Card } from '../../ui/card.tsx';
import { SafeLink } from '../../ui/link.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { mandatePaths } from '../mandates/paths.ts';
import type { Decision } from '../shapes.ts';
import { MandateWords } from './mandate-words.tsx';

export function MandatesSection({ place, decision }: { place: Place; decision: Decision }) {
  const { t } = useVisit();
  const mine = place.actor.standing.represents;
  const others = decision.mandates.filter(({ member }) => !mine.some((r) => r.member === member));
  const otherwise = decision.mandated.filter(({ held }) => held === 'otherwise');
  if (mine.length === 0 && others.length === 0 && otherwise.length === 0) return null;
  const nameOf = (member: string) => decision.roll.find((entry) => entry.member === member)?.memberName ?? '';
  return (
    <Section title={t('mandates.title')} id="mandates" note={t('mandates.note')}>
      {mine.map(({ member, memberName }) => {
        const mandate = decision.mandates.find((known) => known.member === member);
        const { one } = mandatePaths(place.coalition.slug, decision.number, member);
        return (
          <Card key={member} title={memberName}>
            {mandate ? (
              <>
                <p>{t('mandates.state', { state: mandate.state })}</p>
                <MandateWords mandate={mandate} options={decision.options} />
              </>
            ) : (
              <p>{t('mandates.none')}</p>
            )}
            <p>
              <SafeLink href={one}>{t('mandates.goHome', { member: memberName })}</SafeLink>
            </p>
          </Card>
        );
      })}
      {others.map((mandate) => (
        <Card key={mandate.id} title={mandate.memberName} over={t('mandates.shared')}>
          <MandateWords mandate={mandate} options={decision.options} />
        </Card>
      ))}
      {otherwise.length > 0 && (
        <ul>
          {otherwise.map(({ member, reason }) => (
            <li key={member}>
              <strong>{t('mandates.votedOtherwise', { member: nameOf(member) })}</strong> <bdi>{reason}</bdi>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

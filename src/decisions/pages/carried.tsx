import type { Place } from '../../kernel/place.ts';
import { SafeLink } from '../../ui/link.tsx';
import { Section } from '../../ui/page.tsx';
import { useVisit } from '../../ui/visit.ts';
import { delegationPaths } from '../delegations/paths.ts';
import type { Decision } from '../shapes.ts';

/** Where voices go that were lent: to whose ballot, along which way; and what keeps one at home. */
export function CarriedSection({ place, decision }: { place: Place; decision: Decision }) {
  const { t } = useVisit();
  if (decision.carried.length === 0) return null;
  const own = new Set(place.actor.standing.represents.map(({ member }) => member));
  return (
    <Section title={t('delegations.carriedTitle')} id="carried" note={t('delegations.carriedNote')}>
      <ul>
        {decision.carried.map(({ member, memberName, way, againstMandate }) => {
          const by = way.at(-1)!;
          const names = way.map(({ name }) => name).join(' → ');
          return (
            <li key={member}>
              {againstMandate
                ? t('delegations.keptHome', { member: memberName, by: by.name })
                : t('delegations.carriedBy', { member: memberName, by: by.name })}{' '}
              {way.length > 1 && <span class="hint">{t('delegations.along', { way: names })}</span>}{' '}
              {own.has(member) && decision.status === 'open' && t('delegations.voteYourself')}
            </li>
          );
        })}
      </ul>
      <p>
        <SafeLink href={delegationPaths(place.coalition.slug).list}>{t('delegations.title')}</SafeLink>
      </p>
    </Section>
  );
}

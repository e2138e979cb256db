import { Section } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { useVisit } from '../../ui/visit.ts';
import type { Turn } from '../way/shapes.ts';

/** How the hours of this vote were moved, by whom and why. */
export function TurnsSection({ turns }: { turns: Turn[] }) {
  const { t } = useVisit();
  if (turns.length === 0) return null;
  return (
    <Section title={t('way.turnsTitle')} id="hours" note={t('way.turnsNote')}>
      <Timeline
        entries={turns.map((turn) => ({
          at: turn.at,
          what: t('way.turn', { kind: turn.kind, who: turn.by }),
          more: (
            <>
              {turn.reason && <p dir="auto">{turn.reason}</p>}
              {turn.closesAt && (
                <p class="hint">
                  {t('decisions.closesWhen')} <Time at={turn.closesAt} />
                </p>
              )}
            </>
          ),
        }))}
      />
    </Section>
  );
}

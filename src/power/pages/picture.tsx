import { approximate } from '../../decisions/tally/exact.ts';
import { useVisit } from '../../ui/visit.ts';
import type { ShownPower } from '../queries.ts';

const measures = ['peopleShare', 'weightShare', 'banzhaf', 'shapley'] as const;

/** Four bars for each member, all to one scale. The table below says the same in numbers. */
export function PowerPicture({ members }: { members: ShownPower[] }) {
  const { t } = useVisit();
  const longest = Math.max(...members.flatMap((member) => measures.map((measure) => approximate(member[measure]))));
  return (
    <figure class="power" aria-hidden="true">
      <figcaption class="power-key">
        {measures.map((measure) => (
          <span key={measure} class={measure}>
            {t(`power.${label[measure]}`)}
          </span>
        ))}
      </figcaption>
      {members.map((member) => (
        <div class="power-row" key={member.member}>
          <span dir="auto">{member.name}</span>
          <svg class="bar" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
            {measures.map((measure, at) => (
              <rect
                key={measure}
                class={measure}
                y={at * 10}
                height="8"
                width={Math.round((approximate(member[measure]) / longest) * 10_000) / 100}
              />
            ))}
            <line x1="0" x2="0" y1="0" y2="38" />
          </svg>
        </div>
      ))}
    </figure>
  );
}

const label = {
  peopleShare: 'peopleShare',
  weightShare: 'votesShare',
  banzhaf: 'banzhaf',
  shapley: 'shapley',
} as const;

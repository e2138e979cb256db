/** A town of open ground and the plots that close around it, each ploughed its own way: the landing page's picture. */
export function Belt() {
  return (
    <svg class="belt" viewBox="-200 -200 400 400" aria-hidden="true">
      {plots.map((plot) => (
        <g key={plot.from} class={plot.look}>
          <path class="ground" d={sector(plot)} />
          {plot.look !== 'plain' && <path class="furrows" d={furrows(plot)} />}
        </g>
      ))}
      <path class="roads" d="M-66 8 70-22M-14-68 22 70M-40-44 52 40" />
      <circle class="square" r="9" />
    </svg>
  );
}

interface Plot {
  /** Angles in degrees. */
  from: number;
  to: number;
  inner: number;
  outer: number;
  look: 'plain' | 'round' | 'across' | 'waits';
}

const looks: Plot['look'][] = [
  'round',
  'plain',
  'across',
  'round',
  'waits',
  'plain',
  'across',
  'round',
  'plain',
  'across',
];
const widths = [46, 22, 31, 15, 27, 52, 19, 36, 24, 48];
const depths = [64, 38, 52, 34, 44, 70, 40, 56, 34, 60];

const plots: Plot[] = widths.map((width, index) => {
  const from = widths.slice(0, index).reduce((sum, each) => sum + each + 4, -14);
  const inner = 96 + ((index * 7) % 5) * 2;
  return { from, to: from + width, inner, outer: inner + depths[index]!, look: looks[index]! };
});

function sector({ from, to, inner, outer }: Plot) {
  return `M${point(from, inner)}A${inner} ${inner} 0 0 1 ${point(to, inner)}L${point(to, outer)}A${outer} ${outer} 0 0 0 ${point(from, outer)}Z`;
}

function furrows({ from, to, inner, outer, look }: Plot) {
  if (look === 'across') {
    return steps(from + 3, to - 2, 4)
      .map((at) => `M${point(at, inner + 5)}L${point(at, outer - 5)}`)
      .join('');
  }
  return steps(inner + 8, outer - 5, 8)
    .map((radius) => `M${point(from + 2, radius)}A${radius} ${radius} 0 0 1 ${point(to - 2, radius)}`)
    .join('');
}

function steps(from: number, to: number, by: number) {
  return Array.from({ length: Math.max(0, Math.floor((to - from) / by) + 1) }, (_, index) => from + index * by);
}

function point(degrees: number, radius: number) {
  const angle = (degrees * Math.PI) / 180;
  return `${(Math.cos(angle) * radius).toFixed(1)} ${(Math.sin(angle) * radius).toFixed(1)}`;
}

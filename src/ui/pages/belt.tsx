/** A town seen from above and the plots that close around it, each ploughed its own way: the landing page's picture. */
export function Belt() {
  return (
    <svg class="belt" viewBox="-200 -200 400 400" aria-hidden="true">
      {plots.map((plot) => (
        <g key={plot.from} class={plot.look}>
          <path class="ground" d={sector(plot)} />
          {plot.look !== 'plain' && <path class="furrows" d={furrows(plot)} />}
        </g>
      ))}
      <path class="town" d={blocks.map(sector).join('')} />
      <circle class="square" r="7" />
    </svg>
  );
}

/** A piece of a ring; angles in degrees. */
interface Sector {
  from: number;
  to: number;
  inner: number;
  outer: number;
}

interface Plot extends Sector {
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
const depths = [70, 44, 58, 40, 50, 76, 46, 62, 38, 66];

const plots: Plot[] = ring(widths, 4, -14).map((arc, index) => {
  const inner = 112 + ((index * 7) % 5) * 2;
  return { ...arc, inner, outer: inner + depths[index]!, look: looks[index]! };
});

const blocks: Sector[] = [
  ...ring([58, 96, 40, 74, 52], 8, 10).map((arc) => ({ ...arc, inner: 19, outer: 38 })),
  ...ring([34, 22, 47, 30, 52, 26, 38, 29, 26], 6, -20).map((arc, index) => ({
    ...arc,
    inner: 45,
    outer: 62 + ((index * 5) % 3) * 5,
  })),
  ...ring([12, 20, 9, 25, 14, 11], 48, 4).map((arc) => ({ ...arc, inner: 80, outer: 92 })),
];

function ring(widths: number[], gap: number, start: number) {
  return widths.map((width, index) => {
    const from = widths.slice(0, index).reduce((sum, each) => sum + each + gap, start);
    return { from, to: from + width };
  });
}

function sector({ from, to, inner, outer }: Sector) {
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

const paths = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.4',
  info: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.2v3.8M8 4.8v.4',
  open: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10z',
  half: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10zM8 3v10M10.3 4v8M12.4 6v4',
  pause: 'M5.5 4v8M10.5 4v8',
  dash: 'M3.5 8h9',
  menu: 'M2 4.5h12M2 8h12M2 11.5h12',
  next: 'M6 3.5 10.5 8 6 12.5',
  previous: 'M10 3.5 5.5 8 10 12.5',
  down: 'M3.5 6 8 10.5 12.5 6',
  download: 'M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10',
} as const;

export type IconName = keyof typeof paths;

/** A small drawn sign beside a word, never instead of one. `next` and `previous` turn with the writing direction. */
export function Icon({ name }: { name: IconName }) {
  const turns = name === 'next' || name === 'previous';
  return (
    <svg class={turns ? 'icon turns' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}

/** Greenbelt's mark: separate plots that close into a ring around open ground. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r="12" pathLength="100" stroke-dasharray="21 3 9 3 28 3 13 3 14 3" />
    </svg>
  );
}

import type { Page } from '../system/web/page.ts';

/** Something that waits for the reader or their organization. */
export interface Waits {
  what: string;
  href: string;
  /** Until when; what is due first stands first. */
  by?: Date;
  /** A line that says for whom or why. */
  why?: string;
}

/** A figure with its date and its source, ready to be shown. */
export interface ShownFigure {
  name: string;
  value: string;
  of?: string;
  at: Date | string;
  source: string;
}

/** What a capability has to say on a coalition's home. The parts stand in src/home.ts. */
export interface HomePart {
  waits?(page: Page): Promise<Waits[]>;
  figures?(page: Page): Promise<ShownFigure[]>;
}

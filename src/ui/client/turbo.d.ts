declare module '@hotwired/turbo' {
  /** Draws the page again in place, if `url` is still the page's address. */
  export const session: { refresh(url: string): void };
}

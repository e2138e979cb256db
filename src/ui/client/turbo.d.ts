declare module '@hotwired/turbo' {
  export const session: {
    /** Draws the page again in place, if `url` is the page's address and no visit is under way. */
    refresh(url: string): void;
    navigator: { currentVisit?: object };
  };
}

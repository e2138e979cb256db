/** Addresses that are ours, and so no coalition's. */
const taken = new Set(['new', 'api', 'assets', 'admin', 'help']);

/** `clean-air-riverton`: what an address can carry in every script's browser. */
export const slugPattern = /^[a-z0-9](?:[a-z0-9-]{1,58}[a-z0-9])$/;

export const isFreeOfUse = (slug: string): boolean => slugPattern.test(slug) && !taken.has(slug);

/** An address proposed from a name: accents dropped, the rest joined by hyphens. Empty where nothing Latin is left. */
export const slugFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');

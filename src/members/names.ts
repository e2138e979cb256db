// When do two lists mean the same organization? People write "St. Brigid's Parish" and "St Brigids parish",
// `http://www.parish.example/` and `parish.example`. Keys leave out what they write differently.

/** A name without case, punctuation and double spaces; a name of nothing else stays as it is. */
export function nameKey(name: string): string {
  const plain = name.normalize('NFKC').toLowerCase();
  const key = plain
    .replace(/['’`´.]+/g, '')
    .replace(/[\p{P}\p{S}\s]+/gu, ' ')
    .trim();
  return key || plain.trim();
}

/** A website with its scheme, as a link needs it; undefined where it is none. */
export function tidyWebsite(typed: string): string | undefined {
  const text = typed.trim();
  if (text === '') return '';
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`;
  if (/\s/.test(withScheme) || !URL.canParse(withScheme)) return undefined;
  const url = new URL(withScheme);
  const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && /\.[^.\d]+\.?$/.test(url.hostname);
  return isWeb && !url.username && !url.password ? withScheme : undefined;
}

/** A website without scheme, `www.` and closing slash. */
export function websiteKey(website: string): string {
  if (website === '' || !URL.canParse(website)) return '';
  const { host, pathname, search } = new URL(website);
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/+$/, '')}${search}`.toLowerCase();
}

/** Text as it is searched: without capitals and accents, so that "Koln" finds "Köln". */
export const searchable = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim();

/** Where to go after signing in: a path of this server's, or home. Nobody is led elsewhere from here. */
export function ownPath(publicUrl: string, wanted: string | undefined): string {
  const url = wanted?.startsWith('/') ? URL.parse(wanted, publicUrl) : null;
  return url && url.origin === new URL(publicUrl).origin ? `${url.pathname}${url.search}` : '/';
}

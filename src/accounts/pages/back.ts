/** Where to go after signing in: a path of this server's, or home. Nobody is led elsewhere from here. */
export function ownPath(publicUrl: string, wanted: string | undefined): string {
  const url = wanted?.startsWith('/') ? URL.parse(wanted, publicUrl) : null;
  if (url?.origin !== new URL(publicUrl).origin) return '/';
  // `/.//elsewhere` is a path of ours until its dots are taken out; a browser reads `//elsewhere` as another server.
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`;
}

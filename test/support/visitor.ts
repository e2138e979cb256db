// Somebody with a browser: keeps cookies, follows no redirect by itself, sends forms as a page of ours would.
type Fetch = (request: Request) => Response | Promise<Response>;

export interface Visitor {
  cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  head(path: string): Promise<Response>;
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

export function visitor(fetch: Fetch, origin = 'http://localhost'): Visitor {
  const cookies = new Map<string, string>();
  const send = async (method: string, path: string, headers: Record<string, string>, body?: URLSearchParams) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...headers, ...(cookie && { cookie }) };
    const answer = await fetch(new Request(new URL(path, origin), { method, headers: all, body, redirect: 'manual' }));
    for (const set of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split(';');
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)];
      if (attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    get: (path, headers = {}) => send('GET', path, headers),
    head: (path) => send('HEAD', path, {}),
    post: (path, fields = {}, headers = {}) =>
      send('POST', path, { 'sec-fetch-site': 'same-origin', ...headers }, new URLSearchParams(fields)),
  };
}

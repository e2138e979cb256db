// Who a program is. Only a token in the Authorization header says it: a browser's session opens nothing here, so no
// page of another site can make a visitor's browser call the API in their name, and nothing needs to be told apart.
import { type Call, capabilityOf } from './call.ts';
import { Stopped } from './problem.ts';

/** Whose token it is and how far it reaches. */
export interface Bearer {
  id: string;
  person: string;
  scopes: string[];
  /** The slug of the one coalition it is for, if it is for only one. */
  coalition: string | null;
}

/** Finds the token that is good now: neither unknown nor expired nor revoked. */
export type FindBearer = (token: string) => Promise<Bearer | undefined>;

/** The bearer of a request, if it brings a token. A token that is no good stops it, even where none is needed. */
export async function bearerOf(find: FindBearer, authorization: string | undefined): Promise<Bearer | undefined> {
  if (authorization === undefined) return undefined;
  const token = /^Bearer +([\w~+/.-]+=*)$/i.exec(authorization.trim())?.[1];
  const bearer = token && token.length <= 200 ? await find(token) : undefined;
  if (!bearer)
    throw new Stopped('token', { headers: { 'WWW-Authenticate': 'Bearer realm="Greenbelt", error="invalid_token"' } });
  return bearer;
}

/** `read` and `write` for everything, `decisions:read` and `decisions:write` for one capability. */
export const scopePattern = /^(?:[a-z]+:)?(?:read|write)$/;

/** The scopes of which a token needs one to make this call. */
export function scopesFor(call: Call): string[] {
  const right = call.kind === 'query' ? 'read' : 'write';
  return [right, `${capabilityOf(call)}:${right}`];
}

/** Stops a call that the token was not given for. What its person may do is decided afterwards, by the call itself. */
export function checkScope(bearer: Bearer, call: Call, coalition: string | undefined): void {
  const wanted = scopesFor(call);
  if (!wanted.some((scope) => bearer.scopes.includes(scope))) {
    const headers = {
      'WWW-Authenticate': `Bearer realm="Greenbelt", error="insufficient_scope", scope="${wanted[1]}"`,
    };
    throw new Stopped('scope', { detail: { key: 'api.scopeMissing', variables: { scope: wanted[1]! } }, headers });
  }
  if (bearer.coalition !== null && (call.scope !== 'coalition' || bearer.coalition !== coalition)) {
    throw new Stopped('scope', { detail: { key: 'api.tokenForAnother', variables: { coalition: bearer.coalition } } });
  }
}

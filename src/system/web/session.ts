/** Who is signed in, as every page needs to know it; the accounts capability finds it by the request's cookie. */
export interface Session {
  id: string;
  person: string;
  name: string;
  email: string;
  language: string;
  timeZone: string;
  largeText: boolean;
  reducedData: boolean;
}

export type FindSession = (headers: Headers) => Promise<Session | undefined>;

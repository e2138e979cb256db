// A whole Greenbelt on a database of its own, and the ways to get into it.
import { type Greenbelt, type Options, openGreenbelt } from '../../src/greenbelt.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';
import { type Visitor, visitor } from './visitor.ts';

export interface Doors {
  greenbelt: Greenbelt;
  options: Options;
  owner: FreshDatabase['owner'];
  someone(): Visitor;
  /** Asks for a link and reads it in the mail. */
  linkFor(email: string, back?: string): Promise<string>;
  /** A browser in which somebody is signed in who has, or gets, an account. */
  signedIn(email: string): Promise<Visitor>;
  drop(): Promise<void>;
}

export async function openDoors(): Promise<Doors> {
  const fresh = await freshDatabase();
  const options: Options = {
    connection: fresh.options,
    publicUrl: 'http://localhost',
    secret: 'a secret that only the tests know, and everybody may',
    mailFrom: 'greenbelt@localhost',
    assetsFolder: 'dist/assets',
    stopping: new AbortController().signal,
    log: (line, detail) => console.error(line, detail),
  };
  const greenbelt = await openGreenbelt(options);
  const someone = () => visitor(async (request) => greenbelt.fetch(request));

  async function linkFor(email: string, back?: string): Promise<string> {
    await fresh.owner`delete from rate_limits`;
    await someone().post('/sign-in', { email, ...(back && { back }) });
    const [mail] = await fresh.owner`select variables from mails where recipient = ${email} order by id desc limit 1`;
    return mail!.variables.link.replace('http://localhost', '');
  }

  return {
    greenbelt,
    options,
    owner: fresh.owner,
    someone,
    linkFor,
    async signedIn(email) {
      const browser = someone();
      await browser.get(await linkFor(email));
      const answer = await browser.post('/sign-in/link', { name: 'Rosa Delgado' });
      if (answer.status !== 303) throw new Error(`not signed in: ${answer.status}`);
      return browser;
    },
    async drop() {
      await greenbelt.close();
      await fresh.drop();
    },
  };
}

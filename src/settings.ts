// What the operator sets, from the environment. A wrong value is explained by name; all of them at once.

export type Settings = {
  port: number;
  host: string;
  /** Everything that this server keeps on disk: the embedded database, the secret. */
  dataDir: string;
  /** A PostgreSQL of the operator's; without it Greenbelt runs its own. */
  databaseUrl?: string;
  /** Scheme, host and port that people use. Without it: localhost and the port. */
  publicUrl?: string;
  /** Without it mails are kept and shown to the operator. */
  smtpUrl?: string;
  mailFrom: string;
  /** Where replies and reports of non-delivery go, and where this server takes them in. */
  mailReplies?: string;
  mailIn?: string;
  /** Signs and hashes; where several servers share one database, they share it. Without it one is made and kept. */
  secret?: string;
  /** Whoever brings it reads the figures at /metrics; without it there is no such page. */
  metricsToken?: string;
};

type Environment = Record<string, string | undefined>;
type Reader<T> = { read(text: string): T | undefined; rule: string; example: string; private?: true };

/** Reads the settings, or says what is wrong with each. Pure. */
export function readSettings(env: Environment): Settings | { problems: string[] } {
  const problems: string[] = [];
  // An empty value counts as none: `PORT= npm start` asks for the default.
  const get = <T>(name: string, { read, rule, example, private: hidden }: Reader<T>): T | undefined => {
    const text = env[name]?.trim();
    if (!text) return undefined;
    const value = read(text);
    if (value === undefined) {
      problems.push(`${name}${hidden ? '' : ` is "${text}", but it`} must be ${rule}. For example: ${name}=${example}`);
    }
    return value;
  };
  const settings: Settings = {
    port: get('PORT', port) ?? 3000,
    host: get('HOST', host) ?? '127.0.0.1',
    dataDir: get('DATA_DIR', path) ?? './data',
    databaseUrl: get('DATABASE_URL', databaseAddress),
    publicUrl: get('PUBLIC_URL', webAddress),
    smtpUrl: get('SMTP_URL', mailServer),
    mailFrom: get('MAIL_FROM', sender) ?? 'Greenbelt <greenbelt@localhost>',
    mailReplies: get('MAIL_REPLIES', address),
    mailIn: get('MAIL_IN', mailDoor),
    secret: get('SECRET', secret),
    metricsToken: get('METRICS_TOKEN', metricsToken),
  };
  if (env.SMTP_URL?.trim() && !env.MAIL_FROM?.trim()) {
    problems.push(`MAIL_FROM must be set when SMTP_URL is. For example: MAIL_FROM=${sender.example}`);
  }
  if ((settings.mailReplies === undefined) !== (settings.mailIn === undefined)) {
    problems.push(
      `MAIL_REPLIES and MAIL_IN must be set together. For example: MAIL_REPLIES=${address.example} MAIL_IN=${mailDoor.example}`,
    );
  }
  return problems.length > 0 ? { problems } : settings;
}

const port: Reader<number> = {
  read: (text) => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined),
  rule: 'a whole number from 1 to 65535, or 0 for any free port',
  example: '3000',
};

const host: Reader<string> = {
  read: (text) => (/^[\w.:%-]+$/.test(text) ? text : undefined),
  rule: 'a name or an address of this machine, without a scheme or a port',
  example: '0.0.0.0',
};

const path: Reader<string> = {
  read: (text) => (text.includes('\0') ? undefined : text),
  rule: 'a folder',
  example: '/var/lib/greenbelt',
};

const databaseAddress: Reader<string> = {
  read: (text) => {
    const url = addressOf(text, ['postgres:', 'postgresql:']);
    return url && url.pathname.length > 1 ? text : undefined;
  },
  rule: 'the address of a PostgreSQL database, with its name',
  example: 'postgres://greenbelt:password@localhost:5432/greenbelt',
  private: true,
};

const webAddress: Reader<string> = {
  read: (text) => {
    const url = addressOf(text, ['http:', 'https:']);
    const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
    return bare ? url.origin : undefined;
  },
  rule: 'the address that people open, with http or https and without a path',
  example: 'https://coalition.example.org',
};

const mailServer: Reader<string> = {
  read: (text) => (addressOf(text, ['smtp:', 'smtps:'])?.hostname ? text : undefined),
  rule: 'the address of a mail server',
  example: 'smtps://user:password@mail.example.org',
  private: true,
};

const sender: Reader<string> = {
  read: (text) => (/^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text) ? text : undefined),
  rule: 'a mail address, with a name or without',
  example: '"Clean Air <hello@coalition.example.org>"',
};

const address: Reader<string> = {
  // The tag that is added needs room: a local part has at most 64 characters.
  read: (text) => (/^[\w.-]{1,8}@[\w-]+(?:\.[\w-]+)+$/.test(text) ? text.toLowerCase() : undefined),
  rule: 'a mail address with a short name (at most 8 letters) before the @',
  example: 'reply@coalition.example.org',
};

const mailDoor: Reader<string> = {
  read: (text) => {
    const url = addressOf(text, ['lmtp:', 'smtp:']);
    return url && (url.hostname ? url.port : url.pathname.length > 1) ? text : undefined;
  },
  rule: 'where to take mail in: lmtp or smtp with a host and a port, or the path of a socket',
  example: 'lmtp://127.0.0.1:2424',
};

const secret: Reader<string> = {
  read: (text) => (text.length >= 32 ? text : undefined),
  rule: 'at least 32 random characters',
  example: '"$(openssl rand -base64 32)"',
  private: true,
};

const metricsToken: Reader<string> = {
  read: (text) => (/^[\w.~+/=-]{16,}$/.test(text) ? text : undefined),
  rule: 'at least 16 letters, digits or signs of a token',
  example: '"$(openssl rand -hex 16)"',
  private: true,
};

function addressOf(text: string, schemes: string[]): URL | undefined {
  const url = URL.parse(text);
  return url && schemes.includes(url.protocol) ? url : undefined;
}

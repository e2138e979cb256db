-- Who can sign in, and how. Local tables: written often, read by nobody but the server itself.
-- The library that signs people in (better-auth) reads and writes users, sessions, verifications and passkeys.

-- A person's account: the one place where the address stands. The id is the person's.
create table users (
  id uuid primary key references people (id),
  name text not null,
  email text not null,
  email_verified boolean not null default true,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint users_email unique (email),
  constraint users_email_lower check (email = lower(email))
);
grant select, insert, update, delete on users to greenbelt_app;

-- The cookie carries the token and a signature made with the server's secret; the token alone opens nothing.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  token text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  seen_at timestamptz not null default now(),
  ip_address text,
  user_agent text,
  constraint sessions_token unique (token)
);
create index sessions_person on sessions (user_id);
create index sessions_expiry on sessions (expires_at);
grant select, insert, update, delete on sessions to greenbelt_app;

-- One-time secrets on their way: sign-in links by the hash of their token, passkey challenges, the founder's link.
create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);
grant select, insert, update, delete on verifications to greenbelt_app;

create table passkeys (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  name text,
  public_key text not null,
  credential_id text not null,
  counter bigint not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz not null,
  constraint passkeys_credential unique (credential_id)
);
create index passkeys_person on passkeys (user_id);
grant select, insert, update, delete on passkeys to greenbelt_app;

-- How much of an allowance is used up. The key is a keyed hash, never an address.
create table rate_limits (
  key text primary key,
  full_at timestamptz not null
);
create index rate_limits_age on rate_limits (full_at);
grant select, insert, update, delete on rate_limits to greenbelt_app;

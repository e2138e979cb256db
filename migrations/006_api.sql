-- What programs bring to act for a person. Shown once when it is made; here it stands as a hash.
create table api_tokens (
  id uuid primary key,
  person_id uuid not null references people (id),
  name text not null,
  token_hash text not null,
  -- The first letters, by which its owner tells one from another.
  start text not null,
  scopes text[] not null,
  -- The one coalition that it is for; none means all that the person belongs to.
  coalition_id uuid references coalitions (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint api_tokens_token_hash unique (token_hash)
);
create index api_tokens_by_person on api_tokens (person_id, created_at desc);
grant select, insert, update on api_tokens to greenbelt_app;

-- Whether everything has been migrated is asked by whoever watches the server.
grant select on schema_migrations to greenbelt_app;

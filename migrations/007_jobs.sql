-- Work for later, put here by the transaction that wants it done: it is done if and only if that one commits.
create table jobs (
  id uuid primary key,
  name text not null,
  payload jsonb not null,
  due_at timestamptz not null,
  -- While somebody works on it. A worker that died lets go of it when this time has passed.
  taken_until timestamptz,
  attempts integer not null default 0,
  -- The same work asked for again while it waits is one job.
  key text,
  problem text,
  failed_at timestamptz,
  created_at timestamptz not null
);
create index jobs_due on jobs (due_at) where failed_at is null;
create unique index jobs_key on jobs (name, key);
grant select, insert, update, delete on jobs to greenbelt_app;

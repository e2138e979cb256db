-- The ground everything stands on: how tables are spread and guarded, people, coalitions, the logs.
-- One statement per query: the runner splits at a semicolon that ends a line, outside $$ … $$.

create function app_ctx(key text, value text) returns void language plpgsql as $$
begin
  if key not in ('coalition_id', 'coalition_ids', 'person_id', 'audience') then
    raise exception 'unknown context %', key;
  end if;
  execute format('set local app.%s = %L', key, value);
end
$$;

-- A tenant table: its rows belong to one coalition and live with it. The comment is what the schema test reads.
create function distribute(tenant regclass, tenant_column name) returns void language plpgsql as $$
begin
  execute format('comment on table %s is %L', tenant, 'tenant');
  if exists (select from pg_extension where extname = 'citus') then
    execute format('select create_distributed_table(%L, %L)', tenant::text, tenant_column);
  end if;
end
$$;

-- A reference table: read everywhere, written rarely.
create function replicate(reference regclass) returns void language plpgsql as $$
begin
  execute format('comment on table %s is %L', reference, 'reference');
  if exists (select from pg_extension where extname = 'citus') then
    execute format('select create_reference_table(%L)', reference::text);
  end if;
end
$$;

-- Row-level security of a tenant table, a policy per command: reading is for all coalitions of the request,
-- writing for the one it acts in. With one policy for all, a DELETE in one coalition could empty another.
create function guard(tenant regclass, rights text) returns void language plpgsql as $$
declare
  readable constant text := 'coalition_id = any(string_to_array(nullif(current_setting(''app.coalition_ids'', true), ''''), '','')::uuid[])';
  writable constant text := 'coalition_id = nullif(current_setting(''app.coalition_id'', true), '''')::uuid';
begin
  execute format('alter table %s enable row level security', tenant);
  execute format('alter table %s force row level security', tenant);
  execute format('create policy reading on %s for select using (%s)', tenant, readable);
  execute format('create policy adding on %s for insert with check (%s)', tenant, writable);
  execute format('create policy changing on %s for update using (%s) with check (%s)', tenant, writable, writable);
  execute format('create policy removing on %s for delete using (%s)', tenant, writable);
  execute format('grant %s on %s to greenbelt_app', rights, tenant);
end
$$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'greenbelt_app') then
    create role greenbelt_app nologin;
  end if;
  execute format('grant greenbelt_app to %I', current_user);
  execute format('grant usage on schema %I to greenbelt_app', current_schema());
end
$$;

-- A human being and what they need to use the pages; addresses and names live elsewhere.
create table people (
  id uuid primary key,
  language text not null default 'en',
  time_zone text not null default 'UTC',
  large_text boolean not null default false,
  reduced_data boolean not null default false,
  created_at timestamptz not null
);
select replicate('people');
grant select, insert, update on people to greenbelt_app;

create table coalitions (
  id uuid primary key,
  slug text not null,
  name text not null,
  purpose text not null,
  place text not null default '',
  issues text[] not null default '{}',
  languages text[] not null default '{en}',
  stage text not null default 'forming',
  audience text not null default 'public',
  founded_at timestamptz not null,
  constraint coalitions_slug unique (slug),
  constraint coalitions_stage check (stage in ('forming', 'working', 'renewing', 'closed')),
  constraint coalitions_audience check (audience in ('public', 'members'))
);
select replicate('coalitions');
grant select, insert, update on coalitions to greenbelt_app;

-- An organization as the world knows it: no coalition's notes, no contacts.
create table organizations (
  id uuid primary key,
  name text not null,
  website text not null default '',
  -- Name and website without what people write differently: together they say whether two lists mean the same one.
  name_key text not null,
  website_key text not null default '',
  external_ids jsonb not null default '{}',
  created_at timestamptz not null
);
select replicate('organizations');
create unique index organizations_same on organizations (website_key, name_key) where website_key <> '';
grant select, insert, update on organizations to greenbelt_app;

-- Which coalitions a person may enter: read before the coalition's own rows can be.
-- An applicant may enter as far as their own application; who belongs is said by the coalition's own rows.
create table membership_index (
  person_id uuid not null references people (id),
  coalition_id uuid not null references coalitions (id),
  applicant boolean not null default false,
  primary key (person_id, coalition_id)
);
select replicate('membership_index');
grant select, insert, update, delete on membership_index to greenbelt_app;

-- The name under which a coalition knows a person. Erasing a person empties this row and nothing else.
create table profiles (
  coalition_id uuid not null,
  person_id uuid not null,
  name text not null,
  primary key (coalition_id, person_id)
);

-- Roles that people hold in a coalition; the founder is its first coordinator.
create table appointments (
  coalition_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  role text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  appointed_by uuid,
  primary key (coalition_id, id),
  constraint appointments_role check (role in ('coordinator'))
);

-- What was done: ids and verbs, never free text, never changed.
create table activities (
  coalition_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  person_id uuid,
  for_member uuid,
  verb text not null,
  about_kind text not null,
  about_id uuid not null,
  via text not null,
  primary key (coalition_id, id)
);

-- Numbers that people say aloud: decision 12.
create table counters (
  coalition_id uuid not null,
  name text not null,
  value integer not null,
  primary key (coalition_id, name)
);

select distribute('profiles', 'coalition_id');
select distribute('appointments', 'coalition_id');
select distribute('activities', 'coalition_id');
select distribute('counters', 'coalition_id');
alter table profiles add constraint profiles_coalition foreign key (coalition_id) references coalitions (id);
alter table profiles add constraint profiles_person foreign key (person_id) references people (id);
alter table appointments add constraint appointments_coalition foreign key (coalition_id) references coalitions (id);
alter table appointments add constraint appointments_person foreign key (person_id) references people (id);
alter table activities add constraint activities_coalition foreign key (coalition_id) references coalitions (id);
create unique index appointments_current on appointments (coalition_id, person_id, role) where until_at is null;
create index activities_latest on activities (coalition_id, at desc, id desc);
create index activities_about on activities (coalition_id, about_id, at);
select guard('profiles', 'select, insert, update');
select guard('appointments', 'select, insert, update');
select guard('activities', 'select, insert');
select guard('counters', 'select, insert, update');

-- The logs of what belongs to no coalition.
create table person_activities (
  id uuid primary key,
  at timestamptz not null,
  person_id uuid not null,
  verb text not null,
  about_kind text not null,
  about_id uuid not null,
  via text not null
);
create index person_activities_latest on person_activities (person_id, at desc);
grant select, insert on person_activities to greenbelt_app;

create table server_activities (
  id uuid primary key,
  at timestamptz not null,
  person_id uuid,
  verb text not null,
  about_kind text not null,
  about_id uuid not null,
  via text not null
);
grant select, insert on server_activities to greenbelt_app;

-- One submit, one effect. Kept 48 hours: a keyed hash of what was sent and a reference to what came of it.
create table idempotency_keys (
  key text primary key,
  command text not null,
  input_mac text not null,
  result jsonb,
  at timestamptz not null
);
create index idempotency_keys_age on idempotency_keys (at);
grant select, insert, update, delete on idempotency_keys to greenbelt_app;

-- Who runs this server.
create table operators (
  person_id uuid primary key,
  since timestamptz not null
);
grant select, insert on operators to greenbelt_app;

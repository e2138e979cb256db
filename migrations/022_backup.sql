-- A role that reads everything and changes nothing, for backups. Row-level security binds the owner too, and a backup
-- that takes locks away to see all rows would stop everybody's work; so this role has a policy of its own.

do $$
begin
  if not exists (select from pg_roles where rolname = 'greenbelt_backup') then
    create role greenbelt_backup nologin;
  end if;
  execute format('grant greenbelt_backup to %I', current_user);
  execute format('grant usage on schema %I to greenbelt_backup', current_schema());
  execute format('grant select on all tables in schema %I to greenbelt_backup', current_schema());
  -- Tables that later migrations make.
  execute format('alter default privileges in schema %I grant select on tables to greenbelt_backup', current_schema());
end
$$;

-- As before, and one policy more.
create or replace function guard(tenant regclass, rights text) returns void language plpgsql as $$
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
  execute format('create policy keeping on %s for select to greenbelt_backup using (true)', tenant);
  execute format('grant %s on %s to greenbelt_app', rights, tenant);
  execute format('grant select on %s to greenbelt_backup', tenant);
end
$$;

do $$
declare
  tenant regclass;
begin
  for tenant in
    select oid from pg_class where relnamespace = current_schema()::regnamespace and relrowsecurity
  loop
    execute format('create policy keeping on %s for select to greenbelt_backup using (true)', tenant);
  end loop;
end
$$;

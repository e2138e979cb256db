-- Lists of members on their way in: read and checked row by row beside the roster, put on it as a whole, taken back as a whole.

create table imports (
  coalition_id uuid not null,
  id uuid not null,
  file_name text not null default '',
  form text not null,
  -- What came, until it is read.
  body text not null default '',
  -- The titles of the columns, and what each means; where it means nothing to us, nothing.
  titles text[] not null default '{}',
  meanings text[] not null default '{}',
  -- What is done with rows that are on the roster already, unless the row says otherwise.
  known text not null default 'complete',
  leave_out_wrong boolean not null default false,
  state text not null,
  rows_done integer not null default 0,
  rows_all integer not null default 0,
  -- How many rows do what.
  counts jsonb not null default '{}',
  problem jsonb,
  by_person uuid not null,
  at timestamptz not null,
  done_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  primary key (coalition_id, id),
  constraint imports_form check (form in ('csv', 'json', 'popolo')),
  constraint imports_known check (known in ('keep', 'complete', 'theirs')),
  constraint imports_state check (state in ('reading', 'checking', 'ready', 'writing', 'done', 'failed', 'undone', 'discarded'))
);

create table import_rows (
  coalition_id uuid not null,
  import_id uuid not null,
  position integer not null,
  -- The line in the file, or the place in the list: what a person counts to find it.
  line integer not null,
  cells text[] not null,
  -- People of the organization, where the file has them in a form of their own.
  people jsonb,
  name text not null default '',
  does text,
  known_by text,
  earlier integer,
  problems jsonb,
  -- What the row says, as we understood it, and what the member will be.
  listed jsonb,
  result jsonb,
  -- Who it is on the roster, or will be.
  member_id uuid,
  member_version integer,
  -- What somebody chose for this row: add, keep, or the fields to take from the list.
  choice jsonb,
  takes text[] not null default '{}',
  -- What was there before, so that it can be put back.
  before jsonb,
  kept_because text,
  primary key (coalition_id, import_id, position)
);

-- What columns of these titles meant the last time.
create table import_mappings (
  coalition_id uuid not null,
  titles text[] not null,
  meanings text[] not null,
  at timestamptz not null,
  primary key (coalition_id, titles)
);

-- What a contact is at its member: from Popolo's memberships.
create table contact_roles (
  coalition_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  role text not null default '',
  on_behalf_of text not null default '',
  from_on text not null default '',
  until_on text not null default '',
  primary key (coalition_id, id)
);

select distribute('imports', 'coalition_id');
select distribute('import_rows', 'coalition_id');
select distribute('import_mappings', 'coalition_id');
select distribute('contact_roles', 'coalition_id');

alter table imports add constraint imports_coalition foreign key (coalition_id) references coalitions (id);
alter table imports add constraint imports_person foreign key (by_person) references people (id);
alter table imports add constraint imports_undone_by foreign key (undone_by) references people (id);
alter table import_rows add constraint import_rows_import foreign key (coalition_id, import_id) references imports (coalition_id, id);
alter table import_mappings add constraint import_mappings_coalition foreign key (coalition_id) references coalitions (id);
alter table contact_roles add constraint contact_roles_contact foreign key (coalition_id, contact_id) references contacts (coalition_id, id) on delete cascade;

-- The person's id where the contact comes from.
alter table contacts add column external_id text not null default '';

create index imports_latest on imports (coalition_id, at desc);
create index import_rows_by_what on import_rows (coalition_id, import_id, does, position);
create index import_rows_by_member on import_rows (coalition_id, member_id);
create index contact_roles_by_contact on contact_roles (coalition_id, contact_id);

select guard('imports', 'select, insert, update');
select guard('import_rows', 'select, insert, update, delete');
select guard('import_mappings', 'select, insert, update');
select guard('contact_roles', 'select, insert, update, delete');
-- An import that is taken back takes its members along, as long as nothing was built on them.
grant delete on members to greenbelt_app;
grant delete on member_statuses to greenbelt_app;
-- Whoever is removed must not be looked for among all members, one by one.
create index members_merged_into_whom on members (coalition_id, merged_into) where merged_into is not null;

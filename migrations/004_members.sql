-- Who belongs, for whom they speak, what they bring and where their limits are.

-- An organization or an individual as this coalition knows it, also while nobody of theirs has ever signed in.
create table members (
  coalition_id uuid not null,
  id uuid not null,
  kind text not null,
  organization_id uuid,
  person_id uuid,
  name text not null,
  -- The name without what people write differently. None while it only asks to join, and for individuals.
  name_key text,
  website text not null default '',
  website_key text not null default '',
  place text not null default '',
  -- Name and place without capitals and accents, to be searched.
  found_by text not null default '',
  about text not null default '',
  people_represented integer,
  tie text,
  external_id text,
  -- An application that turned out to come from an organization already on the roster.
  merged_into uuid,
  -- Counts the changes of the description, so that of two people editing at once the second is told.
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (coalition_id, id),
  constraint members_kind check (kind in ('organization', 'individual')),
  constraint members_tie check (tie in ('cooperation', 'coordination', 'collaboration')),
  constraint members_people check (people_represented >= 0)
);

-- Status as rows: the one without an end is the present one.
create table member_statuses (
  coalition_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  status text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  by_person uuid,
  reason text not null default '',
  primary key (coalition_id, id),
  constraint member_statuses_status check (status in ('listed', 'invited', 'applied', 'active', 'declined', 'left', 'merged'))
);

create table contacts (
  coalition_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  name text not null default '',
  email text not null default '',
  phone text not null default '',
  note text not null default '',
  primary key (coalition_id, id)
);

-- A sector or a group that members answer to; some are most affected by the issue.
create table constituencies (
  coalition_id uuid not null,
  id uuid not null,
  name text not null,
  most_affected boolean not null default false,
  primary key (coalition_id, id)
);

create table member_constituencies (
  coalition_id uuid not null,
  member_id uuid not null,
  constituency_id uuid not null,
  primary key (coalition_id, member_id, constituency_id)
);

-- A person who speaks for a member, with an authority, from a day and until one.
create table representatives (
  coalition_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  person_id uuid not null,
  authority text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  added_by uuid,
  primary key (coalition_id, id),
  constraint representatives_authority check (authority in ('decides', 'consults', 'observes')),
  constraint representatives_term check (until_at is null or until_at >= from_at)
);

-- The words under which limits, proposals and actions meet.
create table subjects (
  coalition_id uuid not null,
  id uuid not null,
  label text not null,
  primary key (coalition_id, id)
);

-- Where a member stops: never, ask us first, or only by our own decision.
create table limits (
  coalition_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  subject_id uuid not null,
  kind text not null,
  until_on date,
  note text not null default '',
  created_at timestamptz not null,
  lifted_at timestamptz,
  lifted_by uuid,
  primary key (coalition_id, id),
  constraint limits_kind check (kind in ('never', 'ask_first', 'our_decision'))
);

-- The joining questions, answered; every revision is kept, the newest counts.
create table joining_answers (
  coalition_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  who_we_are text not null default '',
  why_we_are_here text not null default '',
  what_we_bring text not null default '',
  our_limits text not null default '',
  can_we_decide text not null default '',
  sensitive_about text not null default '',
  primary key (coalition_id, id)
);

select distribute('members', 'coalition_id');
select distribute('member_statuses', 'coalition_id');
select distribute('contacts', 'coalition_id');
select distribute('constituencies', 'coalition_id');
select distribute('member_constituencies', 'coalition_id');
select distribute('representatives', 'coalition_id');
select distribute('subjects', 'coalition_id');
select distribute('limits', 'coalition_id');
select distribute('joining_answers', 'coalition_id');

alter table members add constraint members_coalition foreign key (coalition_id) references coalitions (id);
alter table members add constraint members_organization foreign key (organization_id) references organizations (id);
alter table members add constraint members_person foreign key (person_id) references people (id);
alter table member_statuses add constraint member_statuses_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table members add constraint members_merged_into foreign key (coalition_id, merged_into) references members (coalition_id, id);
alter table contacts add constraint contacts_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table constituencies add constraint constituencies_coalition foreign key (coalition_id) references coalitions (id);
alter table member_constituencies add constraint member_constituencies_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table member_constituencies add constraint member_constituencies_constituency foreign key (coalition_id, constituency_id) references constituencies (coalition_id, id);
alter table representatives add constraint representatives_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table representatives add constraint representatives_person foreign key (person_id) references people (id);
alter table subjects add constraint subjects_coalition foreign key (coalition_id) references coalitions (id);
alter table limits add constraint limits_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table limits add constraint limits_subject foreign key (coalition_id, subject_id) references subjects (coalition_id, id);
alter table joining_answers add constraint joining_answers_member foreign key (coalition_id, member_id) references members (coalition_id, id);

create unique index members_organization_once on members (coalition_id, organization_id) where organization_id is not null;
create unique index members_person_once on members (coalition_id, person_id) where person_id is not null;
create unique index members_external_id on members (coalition_id, external_id) where external_id is not null;
create unique index members_name_once on members (coalition_id, name_key) where name_key is not null;
create index members_by_name on members (coalition_id, lower(name), id);
create unique index member_statuses_present on member_statuses (coalition_id, member_id) where until_at is null;
create index member_statuses_by_member on member_statuses (coalition_id, member_id, from_at);
create index contacts_by_member on contacts (coalition_id, member_id);
create unique index constituencies_name on constituencies (coalition_id, lower(name));
create unique index representatives_present on representatives (coalition_id, member_id, person_id) where until_at is null;
create index representatives_by_person on representatives (coalition_id, person_id);
create unique index subjects_label on subjects (coalition_id, lower(label));
create index limits_by_member on limits (coalition_id, member_id);
create index joining_answers_newest on joining_answers (coalition_id, member_id, at desc);

select guard('members', 'select, insert, update');
select guard('member_statuses', 'select, insert, update');
select guard('contacts', 'select, insert, update, delete');
select guard('constituencies', 'select, insert, update');
select guard('member_constituencies', 'select, insert, delete');
select guard('representatives', 'select, insert, update');
select guard('subjects', 'select, insert');
select guard('limits', 'select, insert, update');
select guard('joining_answers', 'select, insert, update');

-- Invitations are looked up by their token before any coalition is known: a local table, no key into the coalition's rows.
create table invitations (
  id uuid primary key,
  coalition_id uuid not null references coalitions (id),
  member_id uuid,
  name text not null default '',
  email text not null default '',
  authority text,
  token_hash text not null,
  language text not null default 'en',
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid,
  revoked_at timestamptz,
  constraint invitations_token unique (token_hash)
);
create index invitations_by_coalition on invitations (coalition_id, created_at desc);
grant select, insert, update on invitations to greenbelt_app;

-- How a coalition decides: a proposal, its text in versions, the roll frozen at opening, ballots that belong to members.

create table proposals (
  coalition_id uuid not null,
  id uuid not null,
  number integer not null,
  proposed_by uuid not null,
  for_member uuid,
  proposed_at timestamptz not null,
  method text not null,
  settings jsonb not null default '{}',
  quorum jsonb,
  objections_judged_by text not null default 'coordinators',
  ratification_allowed boolean not null default true,
  ratification_silence text not null default 'lapses',
  ratify_by timestamptz not null,
  opens_at timestamptz,
  closes_at timestamptz not null,
  revisit_on date,
  tie_seed text not null,
  primary key (coalition_id, id),
  constraint proposals_judges check (objections_judged_by in ('coordinators', 'objectors')),
  constraint proposals_silence check (ratification_silence in ('lapses', 'stands')),
  constraint proposals_ratify_after_close check (ratify_by >= closes_at)
);

-- The words that are decided on. A text that was put to the vote is never changed: a new version is a new row.
create table proposal_versions (
  coalition_id uuid not null,
  proposal_id uuid not null,
  version integer not null,
  question text not null,
  background text not null default '',
  written_by uuid not null,
  at timestamptz not null,
  primary key (coalition_id, proposal_id, version)
);

create table proposal_options (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  position integer not null,
  label text not null,
  primary key (coalition_id, id)
);

create table proposal_subjects (
  coalition_id uuid not null,
  proposal_id uuid not null,
  subject_id uuid not null,
  primary key (coalition_id, proposal_id, subject_id)
);

create table comments (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  reply_to uuid,
  by_person uuid not null,
  for_member uuid,
  body text not null,
  at timestamptz not null,
  primary key (coalition_id, id)
);

create table openings (
  coalition_id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  by_person uuid,
  primary key (coalition_id, proposal_id)
);

-- Who may vote, with which weight, for whom: frozen at the opening.
create table roll_entries (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  member_id uuid not null,
  weight integer not null,
  constituency_ids uuid[] not null default '{}',
  primary key (coalition_id, id),
  constraint roll_entries_weight check (weight > 0)
);

-- A ballot belongs to a roll entry, whoever of its representatives casts it. A replaced one is kept, and counts no more.
create table ballots (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  entry_id uuid not null,
  choice jsonb not null,
  version integer not null,
  basis text not null,
  consulted_how text not null default '',
  ratify_by timestamptz,
  cast_by uuid not null,
  cast_at timestamptz not null,
  replaced_at timestamptz,
  primary key (coalition_id, id),
  constraint ballots_basis check (basis in ('own_authority', 'consulted', 'subject_to_ratification')),
  constraint ballots_ratify_by check ((basis = 'subject_to_ratification') = (ratify_by is not null))
);

-- What a member's own process said of the ballot cast in its name.
create table ratifications (
  coalition_id uuid not null,
  ballot_id uuid not null,
  proposal_id uuid not null,
  answer text not null,
  decided_how text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, ballot_id),
  constraint ratifications_answer check (answer in ('ratified', 'refused'))
);

create table objections (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  entry_id uuid not null,
  version integer not null,
  reason text not null,
  raised_by uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id)
);

-- What became of an objection, a row for each step; the latest holds.
create table objection_steps (
  coalition_id uuid not null,
  id uuid not null,
  objection_id uuid not null,
  became text not null,
  version integer,
  reason text not null default '',
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint objection_steps_became check (became in ('integrated', 'withdrawn', 'standing', 'dismissed'))
);

create table closures (
  coalition_id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  by_person uuid,
  primary key (coalition_id, proposal_id)
);

create table proposal_withdrawals (
  coalition_id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  reason text not null,
  primary key (coalition_id, proposal_id)
);

-- What came out, a row for each count; the latest holds. Provisional until the last ratification is in or due.
create table outcomes (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  provisional_until timestamptz,
  result text not null,
  count jsonb not null,
  primary key (coalition_id, id),
  constraint outcomes_result check (result in ('carried', 'rejected', 'elected', 'undecided', 'no-quorum'))
);

select distribute('proposals', 'coalition_id');
select distribute('proposal_versions', 'coalition_id');
select distribute('proposal_options', 'coalition_id');
select distribute('proposal_subjects', 'coalition_id');
select distribute('comments', 'coalition_id');
select distribute('openings', 'coalition_id');
select distribute('roll_entries', 'coalition_id');
select distribute('ballots', 'coalition_id');
select distribute('ratifications', 'coalition_id');
select distribute('objections', 'coalition_id');
select distribute('objection_steps', 'coalition_id');
select distribute('closures', 'coalition_id');
select distribute('proposal_withdrawals', 'coalition_id');
select distribute('outcomes', 'coalition_id');

alter table proposals add constraint proposals_coalition foreign key (coalition_id) references coalitions (id);
alter table proposals add constraint proposals_for_member foreign key (coalition_id, for_member) references members (coalition_id, id);
alter table proposal_versions add constraint proposal_versions_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table proposal_options add constraint proposal_options_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table proposal_subjects add constraint proposal_subjects_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table proposal_subjects add constraint proposal_subjects_subject foreign key (coalition_id, subject_id) references subjects (coalition_id, id);
alter table comments add constraint comments_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table openings add constraint openings_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table roll_entries add constraint roll_entries_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table roll_entries add constraint roll_entries_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table ballots add constraint ballots_entry foreign key (coalition_id, entry_id) references roll_entries (coalition_id, id);
alter table ratifications add constraint ratifications_ballot foreign key (coalition_id, ballot_id) references ballots (coalition_id, id);
alter table objections add constraint objections_entry foreign key (coalition_id, entry_id) references roll_entries (coalition_id, id);
alter table objection_steps add constraint objection_steps_objection foreign key (coalition_id, objection_id) references objections (coalition_id, id);
alter table closures add constraint closures_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table proposal_withdrawals add constraint proposal_withdrawals_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table outcomes add constraint outcomes_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);

create unique index proposals_number on proposals (coalition_id, number);
create index proposal_options_by_proposal on proposal_options (coalition_id, proposal_id, position);
create index comments_by_proposal on comments (coalition_id, proposal_id, at);
create unique index roll_entries_member_once on roll_entries (coalition_id, proposal_id, member_id);
create index roll_entries_by_member on roll_entries (coalition_id, member_id);
create unique index ballots_one_per_entry on ballots (coalition_id, entry_id) where replaced_at is null;
create index ballots_by_proposal on ballots (coalition_id, proposal_id);
create index objections_by_proposal on objections (coalition_id, proposal_id);
create index objection_steps_by_objection on objection_steps (coalition_id, objection_id, at);
create index outcomes_latest on outcomes (coalition_id, proposal_id, at desc);

select guard('proposals', 'select, insert, update');
select guard('proposal_versions', 'select, insert');
select guard('proposal_options', 'select, insert, delete');
select guard('proposal_subjects', 'select, insert, delete');
select guard('comments', 'select, insert, update');
select guard('openings', 'select, insert');
select guard('roll_entries', 'select, insert');
select guard('ballots', 'select, insert, update');
select guard('ratifications', 'select, insert');
select guard('objections', 'select, insert');
select guard('objection_steps', 'select, insert');
select guard('closures', 'select, insert');
select guard('proposal_withdrawals', 'select, insert');
select guard('outcomes', 'select, insert');

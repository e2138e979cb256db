-- A weight is an exact fraction, written as text: '3' or '7/2'. A third of a vote stays a third.
alter table roll_entries drop constraint roll_entries_weight;
alter table roll_entries alter column weight type text using weight::text;
alter table roll_entries add constraint roll_entries_weight check (weight ~ '^[1-9][0-9]{0,29}(/[1-9][0-9]{0,29})?$');
-- How many people the entry's member represented when the vote opened; none where nobody had said.
alter table roll_entries add column people_represented integer;
alter table roll_entries add constraint roll_entries_people check (people_represented >= 0);

-- Who stands on a roll: a member, a person, or a seat of a body. A person casts her own ballot.
alter table roll_entries add column kind text not null default 'member';
alter table roll_entries add constraint roll_entries_kind check (kind in ('member', 'person', 'seat'));
alter table roll_entries alter column member_id drop not null;
alter table roll_entries add column person_id uuid;
alter table roll_entries add constraint roll_entries_somebody check (member_id is not null or person_id is not null);
alter table roll_entries add constraint roll_entries_person foreign key (person_id) references people (id);
create unique index roll_entries_person_once on roll_entries (coalition_id, proposal_id, person_id) where person_id is not null;
-- What made the weight what it is, so that anybody can reckon it again.
alter table roll_entries add column because jsonb not null default '{}';

alter table proposals add column voters text not null default 'members';
alter table proposals add constraint proposals_voters check (voters in ('members', 'persons'));
-- How votes are weighed, a second quorum on the number of voters, and who must agree besides.
alter table proposals add column weights jsonb not null default '{}';
alter table proposals add column head_quorum jsonb;
alter table proposals add column concurrence jsonb;

-- Numbers by which a coalition weighs votes, each with its day and its source. A newer row holds; none is changed.
create table weight_facts (
  coalition_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null,
  value text not null,
  as_of date not null,
  source text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint weight_facts_kind check (kind in ('dues', 'contribution')),
  constraint weight_facts_value check (value ~ '^[0-9]{1,30}(/[1-9][0-9]{0,29})?$')
);
select distribute('weight_facts', 'coalition_id');
alter table weight_facts add constraint weight_facts_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table weight_facts add constraint weight_facts_by_person foreign key (by_person) references people (id);
create index weight_facts_newest on weight_facts (coalition_id, member_id, kind, as_of desc, at desc);
select guard('weight_facts', 'select, insert');

-- Voting rules that have a name and are kept. A rule comes into force, and changes, by a decision; the founding one is set.
create table voting_rules (
  coalition_id uuid not null,
  id uuid not null,
  name text not null,
  created_at timestamptz not null,
  primary key (coalition_id, id)
);

-- A version as it was put. `proposal_id` is the decision that is asked to adopt it; none for the founding rule.
create table voting_rule_versions (
  coalition_id uuid not null,
  rule_id uuid not null,
  version integer not null,
  rule jsonb not null,
  proposal_id uuid,
  written_by uuid not null,
  at timestamptz not null,
  primary key (coalition_id, rule_id, version)
);

-- In force from then on, until a later adoption of the same rule.
create table rule_adoptions (
  coalition_id uuid not null,
  rule_id uuid not null,
  version integer not null,
  at timestamptz not null,
  primary key (coalition_id, rule_id, version)
);

-- Whether only adopted rules may be decided by; the newest row holds.
create table rule_policies (
  coalition_id uuid not null,
  id uuid not null,
  only_adopted boolean not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id)
);

select distribute('voting_rules', 'coalition_id');
select distribute('voting_rule_versions', 'coalition_id');
select distribute('rule_adoptions', 'coalition_id');
select distribute('rule_policies', 'coalition_id');

alter table voting_rules add constraint voting_rules_coalition foreign key (coalition_id) references coalitions (id);
alter table voting_rule_versions add constraint voting_rule_versions_rule foreign key (coalition_id, rule_id) references voting_rules (coalition_id, id);
alter table voting_rule_versions add constraint voting_rule_versions_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table voting_rule_versions add constraint voting_rule_versions_writer foreign key (written_by) references people (id);
alter table rule_adoptions add constraint rule_adoptions_version foreign key (coalition_id, rule_id, version) references voting_rule_versions (coalition_id, rule_id, version);
alter table rule_policies add constraint rule_policies_coalition foreign key (coalition_id) references coalitions (id);
alter table rule_policies add constraint rule_policies_person foreign key (by_person) references people (id);

create unique index voting_rules_name on voting_rules (coalition_id, lower(name));
create unique index voting_rule_versions_proposal on voting_rule_versions (coalition_id, proposal_id) where proposal_id is not null;
create index rule_policies_newest on rule_policies (coalition_id, at desc);

select guard('voting_rules', 'select, insert');
select guard('voting_rule_versions', 'select, insert');
select guard('rule_adoptions', 'select, insert');
select guard('rule_policies', 'select, insert');

-- The rule, in its version, by which a question is decided; none where it has a rule of its own.
alter table proposals add column rule_id uuid;
alter table proposals add column rule_version integer;
alter table proposals add constraint proposals_rule foreign key (coalition_id, rule_id, rule_version) references voting_rule_versions (coalition_id, rule_id, version);

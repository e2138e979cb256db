-- A member lends its voice to another one: for a question, for a subject, or until a date. It may always vote itself.
alter table proposals add column delegation_allowed boolean not null default true;

create table delegations (
  coalition_id uuid not null,
  id uuid not null,
  from_member uuid not null,
  to_member uuid not null,
  scope text not null,
  proposal_id uuid,
  subject_id uuid,
  until_at timestamptz,
  given_by uuid not null,
  given_at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  ended_by uuid,
  primary key (coalition_id, id),
  constraint delegations_other check (from_member <> to_member),
  constraint delegations_scope check (scope in ('question', 'topic', 'period')),
  constraint delegations_question check ((scope = 'question') = (proposal_id is not null)),
  constraint delegations_topic check ((scope = 'topic') = (subject_id is not null)),
  constraint delegations_period check (scope <> 'period' or until_at is not null),
  constraint delegations_ended check ((ended_at is null) = (ended_why is null))
);
select distribute('delegations', 'coalition_id');
alter table delegations add constraint delegations_from foreign key (coalition_id, from_member) references members (coalition_id, id);
alter table delegations add constraint delegations_to foreign key (coalition_id, to_member) references members (coalition_id, id);
alter table delegations add constraint delegations_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table delegations add constraint delegations_subject foreign key (coalition_id, subject_id) references subjects (coalition_id, id);
create unique index delegations_once on delegations (coalition_id, from_member, scope, coalesce(proposal_id, subject_id, from_member)) where ended_at is null;
create index delegations_by_receiver on delegations (coalition_id, to_member);
select guard('delegations', 'select, insert, update');

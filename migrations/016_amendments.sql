-- The talk under the parts of a text, advice, soundings, amendments, and what follows from a decision.

-- A remark may be about a part of a version: 0 is the question, the others count from the top of the text.
alter table comments add column kind text not null default 'remark';
alter table comments add column version integer;
alter table comments add column part integer;
alter table comments add constraint comments_kind check (kind in ('remark', 'concern', 'question', 'support', 'information'));
alter table comments add constraint comments_part check ((part is null) = (version is null));

-- What became of a concern or a question, a row for each step; the latest holds.
create table comment_steps (
  coalition_id uuid not null,
  id uuid not null,
  comment_id uuid not null,
  became text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint comment_steps_became check (became in ('answered', 'taken_up', 'open'))
);

-- Who was asked for advice: a member, or somebody of whom we know a name.
create table advice_requests (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  member_id uuid,
  who text not null default '',
  asks text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint advice_requests_someone check ((member_id is null) <> (who = ''))
);

create table advice (
  coalition_id uuid not null,
  request_id uuid not null,
  says text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, request_id)
);

-- A temperature check: how people feel about a version. Never a vote.
create table soundings (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  version integer not null,
  per text not null,
  anonymous boolean not null,
  by_person uuid not null,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (coalition_id, id),
  constraint soundings_per check (per in ('person', 'member'))
);

-- One answer for each person or member; answering again replaces it, for it is a mood and not a ballot.
create table sounding_answers (
  coalition_id uuid not null,
  sounding_id uuid not null,
  voice uuid not null,
  level integer not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, sounding_id, voice),
  constraint sounding_answers_level check (level between 1 and 5)
);

-- New words for one part of one version. Empty text would strike the part.
create table amendments (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  number integer not null,
  version integer not null,
  part integer not null,
  title text not null,
  before text not null,
  after text not null,
  reason text not null default '',
  proposed_by uuid not null,
  for_member uuid,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint amendments_something check (before <> after)
);

-- What became of an amendment, a row for each step; the latest holds.
create table amendment_steps (
  coalition_id uuid not null,
  id uuid not null,
  amendment_id uuid not null,
  became text not null,
  -- The version that it made, where it made one.
  version integer,
  -- The vote on it, where there is one.
  vote integer,
  reason text not null default '',
  by_person uuid,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint amendment_steps_became check (became in ('accepted', 'voting', 'carried', 'rejected', 'withdrawn', 'fallen'))
);

-- The outcome in words: what we decided and why. A later one corrects an earlier one, which stays.
create table outcome_statements (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  decided text not null,
  why text not null default '',
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id)
);

-- What a member says of its own vote, kept beside the outcome.
create table vote_explanations (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  member_id uuid not null,
  kind text not null,
  says text not null,
  by_person uuid not null,
  at timestamptz not null,
  replaced_at timestamptz,
  primary key (coalition_id, id),
  constraint vote_explanations_kind check (kind in ('explanation', 'dissent'))
);

create table follow_ups (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  what text not null,
  member_id uuid,
  -- A person by name: whoever does it need not have an account.
  who text not null default '',
  due_on date not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id)
);

create table follow_up_steps (
  coalition_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  became text not null,
  why text not null default '',
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint follow_up_steps_became check (became in ('done', 'dropped', 'open'))
);

-- A decision looked at again on its date: kept until the next date, or to change by a new proposal.
create table revisits (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  due_on date,
  verdict text not null,
  why text not null,
  next_on date,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint revisits_verdict check (verdict in ('kept', 'change'))
);

-- A proposal that would change what an earlier one decided.
alter table proposals add column changes_proposal_id uuid;

-- Ways of deciding that a coalition keeps under a name, as the form of a proposal reads them.
create table decision_templates (
  coalition_id uuid not null,
  id uuid not null,
  name text not null,
  note text not null default '',
  fields jsonb not null,
  saved_by uuid not null,
  at timestamptz not null,
  retired_at timestamptz,
  primary key (coalition_id, id)
);

select distribute('comment_steps', 'coalition_id');
select distribute('advice_requests', 'coalition_id');
select distribute('advice', 'coalition_id');
select distribute('soundings', 'coalition_id');
select distribute('sounding_answers', 'coalition_id');
select distribute('amendments', 'coalition_id');
select distribute('decision_templates', 'coalition_id');
select distribute('amendment_steps', 'coalition_id');
select distribute('outcome_statements', 'coalition_id');
select distribute('vote_explanations', 'coalition_id');
select distribute('follow_ups', 'coalition_id');
select distribute('follow_up_steps', 'coalition_id');
select distribute('revisits', 'coalition_id');

alter table comment_steps add constraint comment_steps_comment foreign key (coalition_id, comment_id) references comments (coalition_id, id);
alter table advice_requests add constraint advice_requests_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table advice_requests add constraint advice_requests_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table advice add constraint advice_request foreign key (coalition_id, request_id) references advice_requests (coalition_id, id);
alter table soundings add constraint soundings_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table sounding_answers add constraint sounding_answers_sounding foreign key (coalition_id, sounding_id) references soundings (coalition_id, id);
alter table decision_templates add constraint decision_templates_coalition foreign key (coalition_id) references coalitions (id);
alter table proposals add constraint proposals_amendment foreign key (coalition_id, amendment_id) references amendments (coalition_id, id);
alter table proposals add constraint proposals_changes foreign key (coalition_id, changes_proposal_id) references proposals (coalition_id, id);
alter table amendments add constraint amendments_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table amendments add constraint amendments_member foreign key (coalition_id, for_member) references members (coalition_id, id);
alter table amendment_steps add constraint amendment_steps_amendment foreign key (coalition_id, amendment_id) references amendments (coalition_id, id);
alter table outcome_statements add constraint outcome_statements_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table vote_explanations add constraint vote_explanations_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table vote_explanations add constraint vote_explanations_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table follow_ups add constraint follow_ups_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table follow_ups add constraint follow_ups_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table follow_up_steps add constraint follow_up_steps_follow_up foreign key (coalition_id, follow_up_id) references follow_ups (coalition_id, id);
alter table revisits add constraint revisits_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);

create index comment_steps_by_comment on comment_steps (coalition_id, comment_id, at);
create index advice_requests_by_proposal on advice_requests (coalition_id, proposal_id, at);
create unique index soundings_one_runs on soundings (coalition_id, proposal_id) where ended_at is null;
create index soundings_by_proposal on soundings (coalition_id, proposal_id, at);
create unique index decision_templates_name on decision_templates (coalition_id, lower(name)) where retired_at is null;
create unique index amendments_number on amendments (coalition_id, proposal_id, number);
create index amendment_steps_by_amendment on amendment_steps (coalition_id, amendment_id, at);
create unique index proposals_one_per_amendment on proposals (coalition_id, amendment_id) where amendment_id is not null;
create index outcome_statements_by_proposal on outcome_statements (coalition_id, proposal_id, at);
create unique index vote_explanations_one_holds on vote_explanations (coalition_id, proposal_id, member_id) where replaced_at is null;
create index follow_ups_by_proposal on follow_ups (coalition_id, proposal_id, at);
create index follow_up_steps_by_follow_up on follow_up_steps (coalition_id, follow_up_id, at);
create index revisits_by_proposal on revisits (coalition_id, proposal_id, at);

select guard('comment_steps', 'select, insert');
select guard('advice_requests', 'select, insert');
select guard('advice', 'select, insert');
select guard('soundings', 'select, insert, update');
select guard('sounding_answers', 'select, insert, update');
select guard('amendments', 'select, insert');
select guard('decision_templates', 'select, insert, update');
select guard('amendment_steps', 'select, insert');
select guard('outcome_statements', 'select, insert');
select guard('vote_explanations', 'select, insert, update');
select guard('follow_ups', 'select, insert');
select guard('follow_up_steps', 'select, insert');
select guard('revisits', 'select, insert');

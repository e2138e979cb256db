-- The hours of a vote: paused, moved later, opened again; each with its reason.

-- Time stands still while a vote is paused. The row without an end is the pause that holds.
create table pauses (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  reason text not null,
  ended_at timestamptz,
  ended_by uuid,
  end_reason text not null default '',
  primary key (coalition_id, id)
);

-- A closing hour is only ever moved later.
create table extensions (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  reason text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  primary key (coalition_id, id),
  constraint extensions_later check (until_at > from_at)
);

-- A closed vote opened again: the closure stands here, the outcome of then stays among the outcomes.
create table reopenings (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  by_person uuid not null,
  reason text not null,
  closed_at timestamptz not null,
  closed_by uuid,
  closes_at timestamptz not null,
  primary key (coalition_id, id)
);

-- A proposal that is the vote on an amendment to another one says which.
alter table proposals add column amendment_id uuid;

select distribute('pauses', 'coalition_id');
select distribute('extensions', 'coalition_id');
select distribute('reopenings', 'coalition_id');

alter table pauses add constraint pauses_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table extensions add constraint extensions_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table reopenings add constraint reopenings_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);

create unique index pauses_one_holds on pauses (coalition_id, proposal_id) where ended_at is null;
create index pauses_by_proposal on pauses (coalition_id, proposal_id, at);
create index extensions_by_proposal on extensions (coalition_id, proposal_id, at);
create index reopenings_by_proposal on reopenings (coalition_id, proposal_id, at);

select guard('pauses', 'select, insert, update');
select guard('extensions', 'select, insert');
select guard('reopenings', 'select, insert');

-- Reopening moves the closure into its reopening.
grant delete on closures to greenbelt_app;

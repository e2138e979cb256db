-- Paper: votes that were counted by hand, brought in as counts by one person and confirmed by another.

-- How many people may vote on paper, said before the vote opens. They stand on the roll as a number, not by name.
create table paper_rolls (
  coalition_id uuid not null,
  proposal_id uuid not null,
  people integer not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, proposal_id),
  constraint paper_rolls_people check (people > 0)
);

-- One bundle of paper ballots, as it was counted: each different ballot with how many there were.
create table paper_batches (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  form text not null,
  place text not null default '',
  papers jsonb not null,
  total integer not null,
  entered_by uuid not null,
  entered_at timestamptz not null,
  primary key (coalition_id, id),
  constraint paper_batches_form check (form in ('answers', 'csv', 'blt', 'json')),
  constraint paper_batches_total check (total > 0)
);

-- The second pair of eyes. Without it a bundle does not count.
create table paper_confirmations (
  coalition_id uuid not null,
  batch_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, batch_id)
);

create table paper_withdrawals (
  coalition_id uuid not null,
  batch_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  reason text not null,
  primary key (coalition_id, batch_id)
);

select distribute('paper_rolls', 'coalition_id');
select distribute('paper_batches', 'coalition_id');
select distribute('paper_confirmations', 'coalition_id');
select distribute('paper_withdrawals', 'coalition_id');

alter table paper_rolls add constraint paper_rolls_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table paper_batches add constraint paper_batches_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table paper_confirmations add constraint paper_confirmations_batch foreign key (coalition_id, batch_id) references paper_batches (coalition_id, id);
alter table paper_withdrawals add constraint paper_withdrawals_batch foreign key (coalition_id, batch_id) references paper_batches (coalition_id, id);

create index paper_batches_by_proposal on paper_batches (coalition_id, proposal_id, entered_at);

select guard('paper_rolls', 'select, insert, update');
select guard('paper_batches', 'select, insert');
select guard('paper_confirmations', 'select, insert');
select guard('paper_withdrawals', 'select, insert');

-- The seal of a closing: the root of a Merkle tree over the rule, the roll and the final ballots.
create table seals (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  at timestamptz not null,
  root text not null,
  size integer not null,
  primary key (coalition_id, id)
);

-- What was sealed, leaf by leaf. A ballot's leaf names its roll entry and its ballot only where ballots are not secret.
create table seal_leaves (
  coalition_id uuid not null,
  seal_id uuid not null,
  position integer not null,
  kind text not null,
  content text not null,
  salt text not null,
  entry_id uuid,
  ballot_id uuid,
  primary key (coalition_id, seal_id, position),
  constraint seal_leaves_kind check (kind in ('rule', 'voter', 'ballot'))
);

select distribute('seals', 'coalition_id');
select distribute('seal_leaves', 'coalition_id');
alter table seals add constraint seals_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table seal_leaves add constraint seal_leaves_seal foreign key (coalition_id, seal_id) references seals (coalition_id, id);
create index seals_latest on seals (coalition_id, proposal_id, at desc, id desc);
select guard('seals', 'select, insert');
select guard('seal_leaves', 'select, insert');

-- Three ways to keep a ballot. open: seen by members as it comes; closed: seen by members at the close; secret: never
-- linked to who cast it.
alter table proposals add column secrecy text not null default 'closed';
alter table proposals add constraint proposals_secrecy check (secrecy in ('open', 'closed', 'secret'));

-- A secret ballot's row says that the member voted. What it said is in the envelope, until the close.
alter table ballots alter column choice drop not null;

-- The key pair to which a proposal's envelopes are encrypted. The private key is itself encrypted under the server's
-- secret. Both rows are deleted at the close, with all envelopes.
create table ballot_boxes (
  coalition_id uuid not null,
  proposal_id uuid not null,
  public_key text not null,
  private_key text not null,
  primary key (coalition_id, proposal_id)
);

-- One for each roll entry, replaced in place: what was said before is not kept.
create table envelopes (
  coalition_id uuid not null,
  entry_id uuid not null,
  proposal_id uuid not null,
  ballot_id uuid not null,
  sealed text not null,
  primary key (coalition_id, entry_id)
);

select distribute('ballot_boxes', 'coalition_id');
select distribute('envelopes', 'coalition_id');
alter table ballot_boxes add constraint ballot_boxes_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table envelopes add constraint envelopes_box foreign key (coalition_id, proposal_id) references ballot_boxes (coalition_id, proposal_id);
alter table envelopes add constraint envelopes_entry foreign key (coalition_id, entry_id) references roll_entries (coalition_id, id);
alter table envelopes add constraint envelopes_ballot foreign key (coalition_id, ballot_id) references ballots (coalition_id, id);
create index envelopes_by_proposal on envelopes (coalition_id, proposal_id);
select guard('ballot_boxes', 'select, insert, delete');
select guard('envelopes', 'select, insert, update, delete');

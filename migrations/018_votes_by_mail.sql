-- Voting by mail: links that act for one member in one question, and people who speak for a member by mail alone.

-- A link in somebody's mail. Looked up by its token before any coalition is known: a local table, no key into the
-- coalition's rows. The token can be made again from the id and the server's secret; here is only its hash.
create table ballot_links (
  id uuid primary key,
  coalition_id uuid not null references coalitions (id),
  proposal_id uuid not null,
  entry_id uuid not null,
  member_id uuid not null,
  person_id uuid not null references people (id),
  token_hash text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by uuid,
  constraint ballot_links_token unique (token_hash)
);
-- Who was taken off the link of a question gets no other for it.
create unique index ballot_links_once on ballot_links (coalition_id, entry_id, person_id);
grant select, insert, update on ballot_links to greenbelt_app;

-- Every vote that came by such a link or by a reply, for the member's own people to see. Says nothing of the choice.
create table link_uses (
  coalition_id uuid not null,
  id uuid not null,
  link_id uuid not null,
  proposal_id uuid not null,
  entry_id uuid not null,
  by_reply boolean not null,
  at timestamptz not null,
  primary key (coalition_id, id)
);

-- On whose word somebody who may never sign in speaks for a member.
create table mail_voices (
  coalition_id uuid not null,
  representative_id uuid not null,
  agreed_how text not null,
  added_by uuid not null,
  at timestamptz not null,
  primary key (coalition_id, representative_id)
);

select distribute('link_uses', 'coalition_id');
select distribute('mail_voices', 'coalition_id');
alter table link_uses add constraint link_uses_entry foreign key (coalition_id, entry_id) references roll_entries (coalition_id, id);
alter table mail_voices add constraint mail_voices_representative foreign key (coalition_id, representative_id) references representatives (coalition_id, id);
create index link_uses_by_link on link_uses (coalition_id, link_id, at);
create index ballot_links_by_proposal on ballot_links (coalition_id, proposal_id);
select guard('link_uses', 'select, insert');
select guard('mail_voices', 'select, insert');

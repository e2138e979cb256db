-- The question goes home: a member's own people are asked, and what they say becomes the mandate of whoever votes for it.

alter table proposals add column mandate_required boolean not null default false;
alter table proposals add column mandate_deviation text not null default 'refused';
alter table proposals add constraint proposals_mandate_deviation check (mandate_deviation in ('refused', 'marked'));
alter table proposals add column split_allowed boolean not null default false;

-- A question taken home: about which text, until when, and how this member decides by itself.
create table consultations (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  member_id uuid not null,
  version integer not null,
  way text not null,
  secret boolean not null,
  note text not null default '',
  asked_by uuid not null,
  asked_at timestamptz not null,
  closes_at timestamptz not null,
  ended_at timestamptz,
  ended_why text,
  ended_by uuid,
  primary key (coalition_id, id),
  constraint consultations_way check (way in ('majority', 'consent', 'one', 'board', 'advisory', 'divided')),
  constraint consultations_ended check ((ended_at is null) = (ended_why is null))
);

-- Whom the member asks. They need no account: a link by mail, or the shared link with a code of their own.
create table consultation_people (
  coalition_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  position integer not null,
  name text not null,
  email text not null default '',
  code_hash text,
  revoked_at timestamptz,
  primary key (coalition_id, id)
);

-- What they said; a changed answer is a new row. Without a person: hands counted in a meeting.
create table consultation_answers (
  coalition_id uuid not null,
  id uuid not null,
  consultation_id uuid not null,
  asked_id uuid,
  says text not null,
  choice jsonb,
  voices integer not null default 1,
  note text not null default '',
  noted_by uuid,
  at timestamptz not null,
  replaced_at timestamptz,
  primary key (coalition_id, id),
  constraint consultation_answers_says check (says in ('choice', 'free', 'ask_again')),
  constraint consultation_answers_choice check ((says = 'choice') = (choice is not null)),
  constraint consultation_answers_voices check (voices > 0)
);

-- What a member's own process authorised its representatives to do. One is in force; those before it are kept.
create table mandates (
  coalition_id uuid not null,
  id uuid not null,
  proposal_id uuid not null,
  member_id uuid not null,
  version integer not null,
  consultation_id uuid,
  kind text not null,
  choice jsonb,
  guidance text not null default '',
  decided_how text not null default '',
  given_by uuid,
  given_at timestamptz not null,
  good_until timestamptz,
  shared_at timestamptz,
  shared_by uuid,
  ended_at timestamptz,
  ended_why text,
  ended_by uuid,
  ended_reason text not null default '',
  primary key (coalition_id, id),
  constraint mandates_kind check (kind in ('binding', 'guided', 'free', 'ask_again')),
  constraint mandates_binding check (kind <> 'binding' or choice is not null),
  constraint mandates_ended check ((ended_at is null) = (ended_why is null)),
  constraint mandates_ended_why check (ended_why in ('superseded', 'revoked'))
);

-- Under which mandate a ballot was cast, and whether it kept to it.
create table mandated_ballots (
  coalition_id uuid not null,
  ballot_id uuid not null,
  proposal_id uuid not null,
  mandate_id uuid not null,
  held text not null,
  reason text not null default '',
  primary key (coalition_id, ballot_id),
  constraint mandated_ballots_held check (held in ('followed', 'otherwise'))
);

-- A ballot that its member took back before the close. It stays in the table of ballots and counts no more.
create table ballot_withdrawals (
  coalition_id uuid not null,
  ballot_id uuid not null,
  proposal_id uuid not null,
  entry_id uuid not null,
  by_person uuid not null,
  at timestamptz not null,
  reason text not null default '',
  primary key (coalition_id, ballot_id)
);

select distribute('consultations', 'coalition_id');
select distribute('consultation_people', 'coalition_id');
select distribute('consultation_answers', 'coalition_id');
select distribute('mandates', 'coalition_id');
select distribute('mandated_ballots', 'coalition_id');
select distribute('ballot_withdrawals', 'coalition_id');

alter table consultations add constraint consultations_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table consultations add constraint consultations_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table consultation_people add constraint consultation_people_consultation foreign key (coalition_id, consultation_id) references consultations (coalition_id, id);
alter table consultation_answers add constraint consultation_answers_consultation foreign key (coalition_id, consultation_id) references consultations (coalition_id, id);
alter table consultation_answers add constraint consultation_answers_asked foreign key (coalition_id, asked_id) references consultation_people (coalition_id, id);
alter table mandates add constraint mandates_proposal foreign key (coalition_id, proposal_id) references proposals (coalition_id, id);
alter table mandates add constraint mandates_member foreign key (coalition_id, member_id) references members (coalition_id, id);
alter table mandates add constraint mandates_consultation foreign key (coalition_id, consultation_id) references consultations (coalition_id, id);
alter table mandated_ballots add constraint mandated_ballots_mandate foreign key (coalition_id, mandate_id) references mandates (coalition_id, id);
alter table ballot_withdrawals add constraint ballot_withdrawals_entry foreign key (coalition_id, entry_id) references roll_entries (coalition_id, id);

create unique index consultations_open on consultations (coalition_id, proposal_id, member_id) where ended_at is null;
create index consultations_by_member on consultations (coalition_id, member_id, asked_at desc);
create index consultation_people_by_consultation on consultation_people (coalition_id, consultation_id, position);
create unique index consultation_answers_present on consultation_answers (coalition_id, asked_id) where replaced_at is null and asked_id is not null;
create index consultation_answers_by_consultation on consultation_answers (coalition_id, consultation_id, at);
create unique index mandates_in_force on mandates (coalition_id, proposal_id, member_id) where ended_at is null;
create index mandates_by_proposal on mandates (coalition_id, proposal_id, given_at);
create index mandated_ballots_by_proposal on mandated_ballots (coalition_id, proposal_id);
create index ballot_withdrawals_by_proposal on ballot_withdrawals (coalition_id, proposal_id);

select guard('consultations', 'select, insert, update');
select guard('consultation_people', 'select, insert, update');
select guard('consultation_answers', 'select, insert, update');
select guard('mandates', 'select, insert, update');
select guard('mandated_ballots', 'select, insert');
select guard('ballot_withdrawals', 'select, insert');

-- Links are looked up by their token before any coalition is known: a local table, no key into the coalition's rows.
-- One for each person who is written to; one without a person, which opens with that person's code.
create table consultation_links (
  id uuid primary key,
  coalition_id uuid not null references coalitions (id),
  consultation_id uuid not null,
  asked_id uuid,
  token_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  constraint consultation_links_token unique (token_hash)
);
create index consultation_links_by_consultation on consultation_links (consultation_id);
grant select, insert, update on consultation_links to greenbelt_app;

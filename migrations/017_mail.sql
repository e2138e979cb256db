-- Mails go out at most once, thread by what they are about, and can be stopped by whoever gets them.

-- The same mail asked for twice is one mail: a job that is done again writes nothing new.
alter table mails add column key text;
-- What it tells of, so that it can be taken back while it waits: a reminder, when its member has voted.
alter table mails add column about text;
-- Where answers go, which list it belongs to, which conversation; forgotten when it is sent.
alter table mails add column headers jsonb not null default '{}';
-- From the moment before the mail server was told that the mail is complete. A row that stays so was cut off there.
alter table mails add column handed_at timestamptz;
-- A keyed hash of the address, kept when the address is forgotten: a report of non-delivery must name it.
alter table mails add column address_key text;
alter table mails drop constraint mails_state;
alter table mails add constraint mails_state check (state in ('waiting', 'sent', 'failed', 'unsure'));
create unique index mails_key on mails (key);
create index mails_about on mails (about) where state = 'waiting';

-- Which kinds of mails somebody wants from a coalition. Without a row: they want them.
create table mail_choices (
  person_id uuid not null references people (id),
  coalition_id uuid not null references coalitions (id),
  kind text not null,
  wanted boolean not null,
  at timestamptz not null,
  primary key (person_id, coalition_id, kind),
  constraint mail_choices_kind check (kind in ('waits', 'closing', 'decided', 'summary'))
);
grant select, insert, update, delete on mail_choices to greenbelt_app;

-- Addresses that a mail server refused for good, and since when nothing is sent there by itself.
create table mail_refusals (
  address text primary key,
  times integer not null,
  problem text not null,
  last_at timestamptz not null,
  paused_at timestamptz
);
grant select, insert, update, delete on mail_refusals to greenbelt_app;

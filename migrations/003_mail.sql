-- Mails on their way out.

-- One mail to one address. When it has been sent, what it said and to whom are forgotten.
create table mails (
  id uuid primary key,
  state text not null,
  recipient text not null,
  language text not null,
  template text not null,
  variables jsonb not null default '{}',
  problem text,
  created_at timestamptz not null,
  settled_at timestamptz,
  -- From then on nobody needs it any more, sent or not.
  expires_at timestamptz not null,
  constraint mails_state check (state in ('waiting', 'sent', 'failed'))
);
create index mails_latest on mails (created_at desc, id desc);
create index mails_expiry on mails (expires_at);
grant select, insert, update, delete on mails to greenbelt_app;

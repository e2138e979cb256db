-- Whether somebody wants mail about what waits for them and what was decided. Links to sign in come anyway.
alter table people add column by_mail boolean not null default true;

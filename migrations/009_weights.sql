-- A weight is an exact fraction, written as text: '3' or '7/2'. A third of a vote stays a third.
alter table roll_entries drop constraint roll_entries_weight;
alter table roll_entries alter column weight type text using weight::text;
alter table roll_entries add constraint roll_entries_weight check (weight ~ '^[1-9][0-9]{0,29}(/[1-9][0-9]{0,29})?$');
-- How many people the entry's member represented when the vote opened; none where nobody had said.
alter table roll_entries add column people_represented integer;
alter table roll_entries add constraint roll_entries_people check (people_represented >= 0);

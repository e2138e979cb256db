-- What an option costs, where a sum of money is divided: an exact number as text, as the count reads it. Null elsewhere.
alter table proposal_options add column cost text;

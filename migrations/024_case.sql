-- Rows that a coalition shows to everybody: each says so itself, in its own column `audience`.
-- Only requests that ask as the public see them beyond their own coalition's lock.
create function publish(tenant regclass) returns void language plpgsql as $$
begin
  execute format('create policy reading_publicly on %s for select using (audience = ''public'' and current_setting(''app.audience'', true) = ''public'')', tenant);
end
$$;

-- The case for a coalition: what happened, to whom, and what would be different. Shown to everybody only if it says so.
create table cases (
  coalition_id uuid not null,
  audience text not null default 'members',
  version integer not null,
  occasion text not null,
  title text not null,
  happened text not null,
  affected text not null,
  difference text not null,
  -- [{ claim, source, url }]
  evidence jsonb not null default '[]',
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id),
  constraint cases_audience check (audience in ('public', 'members')),
  constraint cases_occasion check (occasion in ('event', 'information', 'rules', 'funding', 'threat', 'change'))
);

-- What the case said before, so that it can be seen how it came to say what it says.
create table case_versions (
  coalition_id uuid not null,
  version integer not null,
  occasion text not null,
  title text not null,
  happened text not null,
  affected text not null,
  difference text not null,
  evidence jsonb not null default '[]',
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, version)
);

-- Readiness: each answers alone, and all are shown together. A round is done once or again later.
create table readiness_rounds (
  coalition_id uuid not null,
  id uuid not null,
  number integer not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  primary key (coalition_id, id),
  constraint readiness_rounds_due check (due_at > asked_at)
);

-- Who was asked.
create table readiness_people (
  coalition_id uuid not null,
  round_id uuid not null,
  person_id uuid not null,
  -- When all of this person's answers were handed in; from then on they count towards "all have answered".
  answered_at timestamptz,
  primary key (coalition_id, round_id, person_id)
);

create table readiness_answers (
  coalition_id uuid not null,
  round_id uuid not null,
  person_id uuid not null,
  condition text not null,
  -- 1 to 4; none where somebody cannot say.
  level integer,
  reason text not null default '',
  primary key (coalition_id, round_id, person_id, condition),
  constraint readiness_answers_level check (level between 1 and 4)
);

-- The way on that was taken after a round: form now, create conditions first, or an alternative.
create table readiness_conclusions (
  coalition_id uuid not null,
  id uuid not null,
  round_id uuid not null,
  way text not null,
  alternative text,
  reason text not null,
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, id),
  constraint readiness_conclusions_way check (way in ('form', 'create', 'alternative')),
  constraint readiness_conclusions_alternative check (alternative in ('awareness', 'network', 'support', 'smaller'))
);

-- A step that was agreed on with its date: a missing condition to create, or the first step of an alternative.
create table forming_steps (
  coalition_id uuid not null,
  id uuid not null,
  conclusion_id uuid,
  condition text,
  what text not null,
  person_id uuid,
  due_on date not null,
  made_by uuid not null,
  made_at timestamptz not null,
  primary key (coalition_id, id)
);

create table forming_step_ends (
  coalition_id uuid not null,
  step_id uuid not null,
  became text not null,
  note text not null default '',
  by_person uuid not null,
  at timestamptz not null,
  primary key (coalition_id, step_id),
  constraint forming_step_ends_became check (became in ('done', 'dropped'))
);

select distribute('cases', 'coalition_id');
select distribute('case_versions', 'coalition_id');
select distribute('readiness_rounds', 'coalition_id');
select distribute('readiness_people', 'coalition_id');
select distribute('readiness_answers', 'coalition_id');
select distribute('readiness_conclusions', 'coalition_id');
select distribute('forming_steps', 'coalition_id');
select distribute('forming_step_ends', 'coalition_id');
alter table cases add constraint cases_coalition foreign key (coalition_id) references coalitions (id);
alter table case_versions add constraint case_versions_case foreign key (coalition_id) references coalitions (id);
alter table readiness_rounds add constraint readiness_rounds_coalition foreign key (coalition_id) references coalitions (id);
alter table readiness_people add constraint readiness_people_round foreign key (coalition_id, round_id) references readiness_rounds (coalition_id, id);
alter table readiness_people add constraint readiness_people_person foreign key (person_id) references people (id);
alter table readiness_answers add constraint readiness_answers_person foreign key (coalition_id, round_id, person_id) references readiness_people (coalition_id, round_id, person_id);
alter table readiness_conclusions add constraint readiness_conclusions_round foreign key (coalition_id, round_id) references readiness_rounds (coalition_id, id);
alter table forming_steps add constraint forming_steps_conclusion foreign key (coalition_id, conclusion_id) references readiness_conclusions (coalition_id, id);
alter table forming_steps add constraint forming_steps_person foreign key (person_id) references people (id);
alter table forming_step_ends add constraint forming_step_ends_step foreign key (coalition_id, step_id) references forming_steps (coalition_id, id);
create unique index readiness_rounds_number on readiness_rounds (coalition_id, number);
create index readiness_conclusions_latest on readiness_conclusions (coalition_id, round_id, at desc);
create index forming_steps_due on forming_steps (coalition_id, due_on);
select guard('cases', 'select, insert, update');
select publish('cases');
select guard('case_versions', 'select, insert');
select guard('readiness_rounds', 'select, insert, update');
select guard('readiness_people', 'select, insert, update');
select guard('readiness_answers', 'select, insert, update');
select guard('readiness_conclusions', 'select, insert');
select guard('forming_steps', 'select, insert');
select guard('forming_step_ends', 'select, insert');

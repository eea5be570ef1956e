-- The catalogue of what must be published, and the dated duties that follow from it.

create table catalogue_items (
  -- '01' … ; never used again for another item
  code text primary key check (code ~ '^[0-9]{2,3}$'),
  category text not null,
  name text not null,
  short_name text not null,
  elements jsonb not null,
  -- the one responsible organ, and those that share the work
  main_organ_id text not null,
  co_organ_ids jsonb not null,
  basis jsonb not null,
  -- limit of what arises by formation or change, 'WD20'; what people read is limit_text
  limit_code text not null,
  limit_text text not null,
  -- [{key, name, rhythm, due, organIds}]
  cadences jsonb not null,
  channels jsonb not null,
  audience text not null,
  level text not null,
  mode text not null,
  notes text not null,
  opened_on date not null,
  closed_on date,
  revision integer not null,
  changed_at timestamptz not null
);

create table catalogue_item_events (
  id text primary key,
  item_code text not null,
  kind text not null,
  before jsonb,
  after jsonb,
  staff_name text not null,
  at timestamptz not null
);
create index catalogue_item_events_item on catalogue_item_events (item_code, at);

create table catalogue_duties (
  id text primary key,
  item_code text not null,
  organ_id text not null,
  kind text not null check (kind in ('formation', 'period')),
  -- cadence and period of a recurring duty; a formation has its own id as key, so it is never doubled
  cadence_key text not null,
  period_key text not null,
  period_name text,
  subject text not null,
  event_on date not null,
  limit_code text not null,
  due_on date not null,
  provisional boolean not null,
  steps jsonb not null,
  state text not null check (state in ('open', 'published', 'nil', 'withheld')),
  ended_on date,
  ended_at timestamptz,
  ended_by text,
  document_id text,
  index_no text,
  ground text,
  note text,
  created_at timestamptz not null,
  unique (item_code, organ_id, cadence_key, period_key)
);
create index catalogue_duties_open on catalogue_duties (due_on) where state = 'open';
create index catalogue_duties_organ on catalogue_duties (organ_id, state, due_on);
create index catalogue_duties_item on catalogue_duties (item_code, due_on desc);
create index catalogue_duties_document on catalogue_duties (document_id);
create index catalogue_duties_ended on catalogue_duties (ended_on) where state <> 'open';

create table catalogue_events (
  id text primary key,
  duty_id text not null,
  kind text not null,
  note text not null,
  staff_id text,
  staff_name text not null,
  at timestamptz not null
);
create index catalogue_events_duty on catalogue_events (duty_id, at);

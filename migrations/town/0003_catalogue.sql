-- The catalogue: items with their ten columns, and the dated duties that come of them. Nothing is ever deleted: an item is
-- closed with a date, a duty ends in one of three ways. Overdue is never stored, it is computed from due_on.

create table catalogue_items (
  -- never given to another item, not even after closing
  code text primary key,
  category text not null,
  name text not null,
  short_name text not null,
  elements jsonb not null,
  organ_id text not null,
  co_organ_ids jsonb not null,
  basis jsonb not null,
  -- limit codes for what arises by formation or change, the default first
  limits jsonb not null,
  limit_text text not null,
  cadences jsonb not null,
  village_cadences jsonb not null,
  channels jsonb not null,
  audience text not null check (audience in ('全社会', '特定群体', 'both')),
  mode text not null check (mode in ('主动', '依申请')),
  level text not null check (level in ('镇', '镇村')),
  notes text not null,
  opened_on date not null,
  closed_on date,
  closed_note text not null default '',
  revision integer not null default 1,
  changed_at timestamptz not null
);

create table catalogue_item_events (
  id text primary key,
  code text not null,
  at timestamptz not null,
  what text not null check (what in ('defined', 'changed', 'closed')),
  who text not null,
  staff_id text,
  before jsonb,
  after jsonb
);
create index catalogue_item_events_code on catalogue_item_events (code, at);

create table catalogue_duties (
  id text primary key,
  item_code text not null references catalogue_items (code),
  organ_id text not null,
  kind text not null check (kind in ('formation', 'change', 'monthly', 'quarterly', 'half-yearly', 'yearly', 'per-term', 'fixed')),
  -- which cadence of the item; 'formation' for what arose on its own
  cadence_key text not null,
  cadence_name text,
  period_key text not null,
  period_name text,
  period_from date,
  period_to date,
  subject text,
  event_on date not null,
  event_name text not null,
  -- null when the law names the day itself: such a day does not move with the calendar
  limit_code text,
  law text not null,
  due_on date not null,
  provisional boolean not null,
  steps jsonb not null,
  state text not null default 'open' check (state in ('open', 'published', 'nil', 'withheld')),
  ended_on date,
  ended_at timestamptz,
  ended_by text,
  document_id text,
  index_no text,
  ground text,
  note text,
  -- a clerk's proposal not to publish, until the openness office decides
  proposed_ground text,
  proposed_note text,
  proposed_by text,
  proposed_at timestamptz,
  made_at timestamptz not null,
  unique (item_code, organ_id, cadence_key, period_key),
  check ((state = 'open') = (ended_on is null)),
  check ((state = 'open') = (ended_at is null)),
  check ((state = 'published') = (document_id is not null)),
  check ((state = 'withheld') = (ground is not null))
);
create index catalogue_duties_open on catalogue_duties (due_on) where state = 'open';
create index catalogue_duties_item on catalogue_duties (item_code, due_on desc);
create index catalogue_duties_organ on catalogue_duties (organ_id, due_on desc);
create index catalogue_duties_due on catalogue_duties (due_on);
create index catalogue_duties_document on catalogue_duties (document_id);

create table catalogue_events (
  id text primary key,
  duty_id text not null,
  at timestamptz not null,
  what text not null,
  who text not null,
  staff_id text,
  detail jsonb not null
);
create index catalogue_events_duty on catalogue_events (duty_id, at);

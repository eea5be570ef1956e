-- Requests for information (依申请公开). What people wrote about themselves is sealed under the key of the case; what can be counted
-- is in plain columns without a person in it.

create table requests_requests (
  id text primary key,
  -- 登记编号 `SQ-2026-0012`, on the receipt and in the ledger
  number text not null,
  year integer not null,
  channel text not null,
  applicant_kind text not null check (applicant_kind in ('natural', 'business', 'research', 'charity', 'legal', 'other')),
  regulation text not null,
  -- 事由, written by the office without names: what lists and the public log show
  title text not null default '',
  organ_id text,
  handler_id text,
  -- folded from the events, made again by the same fold (standing.ts, clock.ts)
  state text not null,
  clock jsonb not null,
  submitted_on date not null,
  submitted_at timestamptz not null,
  received_on date,
  due_on date,
  draft_on date,
  promise_on date,
  -- the last day of whoever is waited for
  waiting_until date,
  provisional boolean not null default false,
  extended boolean not null default false,
  extension_pending boolean not null default false,
  answer_code text,
  -- answered, abandoned or withdrawn
  ended_on date,
  late_reason text not null default '',
  -- kept out of the public log, and why
  unlisted text not null default '',
  -- opaque id of the case's key in the vault; what it sealed cannot be read once it is destroyed
  key_id text not null,
  applicant_sealed text not null,
  wish_sealed text not null,
  -- salt of the ledger's commitment
  salt_sealed text not null,
  erased_on date,
  code_hash text not null,
  -- of the form it was sent by: a form sent twice is one request
  form_hash text not null unique,
  -- same person, same telephone: keyed hashes, no way back
  person_index text,
  contact_index text,
  revision integer not null default 1,
  -- lists are counted and turned over by the index alone
  unique (number) include (state, organ_id, applicant_kind)
-- what is long is read for one request at a time and lies apart, so that lists and counts read little
) with (toast_tuple_target = 512);
create index requests_requests_open on requests_requests (due_on, number) where ended_on is null;
create index requests_requests_organ on requests_requests (organ_id, due_on, number) where ended_on is null;
create index requests_requests_handler on requests_requests (handler_id, due_on, number) where ended_on is null;
create index requests_requests_extensions on requests_requests (due_on) where extension_pending;
create index requests_requests_received on requests_requests (received_on, applicant_kind, ended_on);
create index requests_requests_ended on requests_requests (ended_on, answer_code, applicant_kind, received_on) where ended_on is not null;
create index requests_requests_person on requests_requests (person_index) where person_index is not null;
create index requests_requests_contact on requests_requests (contact_index) where contact_index is not null;
create index requests_requests_states on requests_requests (state, organ_id, applicant_kind);

-- What a request is found again by, beside it because it hardly ever changes
create table requests_sketches (
  request_id text primary key,
  -- keyed sketch of the wish's text
  sketch integer[] not null,
  -- every two and every three characters that stand side by side in the title
  title_pieces text[] not null
);
create index requests_sketches_sketch on requests_sketches using gin (sketch);
create index requests_sketches_title on requests_sketches using gin (title_pieces);

create table requests_events (
  request_id text not null,
  seq integer not null,
  kind text not null,
  on_day date not null,
  -- days, numbers and codes only
  facts jsonb not null default '{}',
  at timestamptz not null,
  by_name text not null,
  by_staff text,
  primary key (request_id, seq)
);

-- Messages, notes, corrections, grounds: every sentence is sealed
create table requests_texts (
  id text primary key,
  request_id text not null,
  kind text not null,
  sealed text not null,
  at timestamptz not null,
  by_name text not null,
  by_staff text
);
create index requests_texts_request on requests_texts (request_id, at);

-- One answer for each proposal; the last one signed is the answer
create table requests_answers (
  request_id text not null,
  number integer not null,
  code text not null,
  law text not null,
  -- explanation and what it needs beside, sealed
  sealed text not null,
  proposed_by text not null,
  proposed_by_staff text not null,
  proposed_at timestamptz not null,
  signed_by text,
  signed_by_staff text,
  signed_at timestamptz,
  sent_back_by text,
  primary key (request_id, number)
);

create table requests_letters (
  id text primary key,
  request_id text not null,
  kind text not null,
  -- drawn when it is signed
  number text unique,
  state text not null check (state in ('draft', 'signed')),
  sealed text not null,
  made_on date not null,
  signed_on date,
  signed_by text,
  changed_by text not null,
  revision integer not null default 1
);
create index requests_letters_request on requests_letters (request_id);

create table requests_files (
  id text primary key,
  request_id text not null,
  purpose text not null,
  kind text not null,
  size integer not null,
  -- of what lies in the store, which is sealed
  sha256 text not null,
  name_sealed text not null,
  -- what was checked before a masked file could go out
  proof jsonb,
  at timestamptz not null,
  by_name text not null
);
create index requests_files_request on requests_files (request_id);

create table requests_fees (
  request_id text primary key,
  basis text not null check (basis in ('count', 'pages')),
  quantity integer not null,
  yuan integer not null,
  asked_on date not null,
  paid_on date,
  receipt text not null default '',
  waived_on date
);

create table requests_remedies (
  id text primary key,
  request_id text not null,
  kind text not null check (kind in ('review', 'direct', 'afterReview', 'complaint')),
  opened_on date not null,
  organ text not null,
  reference text not null default '',
  result text check (result in ('upheld', 'corrected', 'other')),
  ended_on date,
  what_was_done text not null default '',
  by_name text not null
);
create index requests_remedies_request on requests_remedies (request_id);
create index requests_remedies_years on requests_remedies (opened_on, ended_on, kind);

-- From request to catalogue (条例2019#44): a suggestion is published under an item or refused with a reason
create table requests_suggestions (
  id text primary key,
  -- the requests it comes from
  requests text[] not null,
  by_applicant boolean not null,
  title text not null,
  raised_at timestamptz not null,
  raised_by text not null,
  decision text check (decision in ('publish', 'refuse')),
  reason text not null default '',
  item_code text,
  document_id text,
  owner_id text,
  due_on date,
  decided_at timestamptz,
  decided_by text
);

create table requests_watchers (
  request_id text not null,
  staff_id text not null,
  primary key (request_id, staff_id)
);

-- Numbers of requests and of letters, one series a year
create table requests_series (
  series text not null,
  year integer not null,
  last integer not null,
  primary key (series, year)
);

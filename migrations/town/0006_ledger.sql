-- The ledger: what acts have said to it (written by their last statement, numbered without a gap), how far it is published,
-- and what a document's seal needs. Tables whose name ends in _events are append-only for the everyday role.

alter table platform_heads add column ledger_size bigint not null default 0;

create table platform_ledger_events (
  -- the entry's index in the log: follows the one before in order of commit
  idx bigint primary key,
  -- the entry's own id: a duty, an index number
  subject text not null,
  type text not null,
  -- what of ours it stands for, `seal:…`; null where the subject says it
  ref text,
  -- canonical JSON, to the byte what is hashed into the log
  entry text not null,
  at timestamptz not null
);
create index platform_ledger_events_subject on platform_ledger_events (subject, idx desc);
create unique index platform_ledger_events_ref on platform_ledger_events (ref) where ref is not null;

create table ledger_heads (
  id integer primary key check (id = 1),
  origin text not null,
  vkey text not null,
  -- moves with every taking over; whoever holds an older number may not move the pointer
  fence bigint not null,
  -- the public pointer: entries below it are covered by a published checkpoint
  size bigint not null,
  root text not null,
  made_at timestamptz not null
);

create table ledger_checkpoints (
  size bigint primary key,
  root text not null,
  signed_at timestamptz not null,
  -- the checkpoint as published, with every line known
  note text not null,
  -- [{name, at}] of the witnesses among them
  witnesses jsonb not null,
  witnessed_at timestamptz
);
create index ledger_checkpoints_witnessed on ledger_checkpoints (size) where witnessed_at is not null;

-- What the self-check found: such a page shows a warning in its place until the next look finds it whole
create table ledger_mismatches (
  subject text primary key,
  what text not null,
  found_at timestamptz not null
);

-- One seal for each publication and each later mark on it: what the log's digest was made of
create table disclosure_seals (
  id text primary key,
  document_id text not null,
  edition_id text not null,
  validity text not null,
  repealed_on date,
  -- sixteen bytes in hexadecimal; gone with the content once it is erased
  salt text,
  made_at timestamptz not null
);
create index disclosure_seals_edition on disclosure_seals (edition_id, made_at);
create index disclosure_seals_document on disclosure_seals (document_id, made_at);

-- released: signed, numbered and said to the ledger; shown when a checkpoint covers it
alter table disclosure_editions drop constraint disclosure_editions_state_check;
alter table disclosure_editions add constraint disclosure_editions_state_check
  check (state in ('drafting', 'in-review', 'approved', 'scheduled', 'released', 'published', 'superseded', 'not-public', 'abandoned', 'erased'));
create index disclosure_editions_released on disclosure_editions (document_id) where state = 'released';
alter table disclosure_editions add column published_by_staff text;

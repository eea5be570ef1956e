-- Intake: documents that were public elsewhere before. Which file became which document, and the sets they came in.

create table intake_sources (
  -- SHA-256 of the original, or of the row's own key together with it; also stands at the document
  source text primary key,
  -- the row's key or the path inside the set: the same key with other content is a conflict, never a second document
  row_key text not null unique,
  sha256 text not null,
  file_name text not null,
  -- null only inside the act that makes the document
  document_id text,
  imported_at timestamptz not null,
  imported_by text not null
);
create index intake_sources_sha256 on intake_sources (sha256);

create table intake_batches (
  id text primary key,
  channel text not null check (channel in ('console', 'command-line')),
  label text not null,
  state text not null check (state in ('looking', 'ready', 'importing', 'done')),
  -- how often work was asked for; part of the chore's key
  run integer not null default 0,
  item_code text,
  organ_id text,
  staff_id text not null,
  account_id text,
  staff_name text not null,
  started_at timestamptz not null,
  finished_at timestamptz
);
create index intake_batches_started on intake_batches (started_at desc);

create table intake_files (
  id text primary key,
  batch_id text not null,
  position integer not null,
  role text not null check (role in ('document', 'attachment', 'sheet')),
  row_key text not null,
  -- true when the row key was given in the sheet and is not just the name
  keyed boolean not null default false,
  name text not null,
  sha256 text,
  size bigint not null,
  -- the row of the sheet that speaks of this file, as read, with its number and what is wrong with it
  sheet_row jsonb,
  -- what the office chose over the guess: {item, organ, publishedOn}
  wish jsonb not null default '{}'::jsonb,
  state text not null check (state in ('waiting', 'ready', 'refused', 'left-out', 'imported', 'skipped', 'failed', 'kept')),
  -- what was found and said about it, for people
  found jsonb,
  document_id text,
  index_no text,
  -- a second person let personal data through: {staffId, name, ground, reason, at}
  release jsonb,
  settled_at timestamptz,
  unique (batch_id, position)
);
create index intake_files_state on intake_files (batch_id, state);

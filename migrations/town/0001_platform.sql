-- What every room of a town stands on: the audit chain, background work, calendar, files, the public version.
-- Tables whose name ends in _audit or _events are append-only: the everyday role gets no update and no delete on them.

create table platform_heads (
  id integer primary key check (id = 1),
  audit_seq bigint not null,
  audit_hash text not null,
  -- moves with every change the public can see; finished pages are kept under it
  public_version bigint not null
);
insert into platform_heads values (1, 0, repeat('0', 64), 1);

create table platform_audit (
  seq bigint primary key,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'system', 'resident')),
  account_id text,
  staff_id text,
  organ_id text,
  verb text not null,
  subject text,
  -- canonical JSON of everything the hash covers, kept as text so that it can be hashed again byte for byte
  entry text not null,
  hash text not null
);
create index platform_audit_at on platform_audit (at desc);
create index platform_audit_subject on platform_audit (subject);
create index platform_audit_verb on platform_audit (verb, seq desc);

create table platform_chores (
  id text primary key,
  kind text not null,
  -- at most one chore of a kind and key is ever accepted; repeats are the same chore
  key text not null,
  payload jsonb not null,
  run_at timestamptz not null,
  attempts integer not null default 0,
  last_error text,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'parked')),
  finished_at timestamptz,
  created_at timestamptz not null,
  unique (kind, key)
);
create index platform_chores_due on platform_chores (run_at) where state = 'waiting';

create table platform_calendar_years (
  year integer primary key,
  off_days jsonb not null,
  work_days jsonb not null,
  source text not null,
  imported_at timestamptz not null,
  imported_by text not null
);

create table platform_settings (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create table platform_files (
  sha256 text primary key,
  kind text not null,
  size bigint not null,
  -- digest of the file as it came, before metadata was removed
  original_sha256 text not null,
  text_content text not null default '',
  pages integer,
  -- what readers of the file do not see at first and it still carries: comments, hidden sheets, tracked changes
  hidden jsonb not null default '[]',
  stored_at timestamptz not null,
  stored_by text
);

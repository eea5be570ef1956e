-- What the towns of one installation share: the registry of towns, accounts and their sessions.
-- No table here is joined with, or referenced from, a town's schema.

create table towns (
  slug text primary key check (slug ~ '^[a-z][a-z0-9-]{0,30}$'),
  schema_name text not null unique,
  name text not null,
  demo boolean not null default false,
  -- a demonstration's present against the real one
  clock_ahead_ms bigint not null default 0,
  created_at timestamptz not null
);

create table accounts (
  id text primary key,
  town text not null,
  username text not null unique,
  password_hash text,
  -- TOTP secret, base32; null until the holder has set it up
  totp_secret text,
  totp_last_step bigint,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  disabled_at timestamptz,
  -- made for a demonstration town: signs in by one click there, has no password
  demo boolean not null default false,
  password_changed_at timestamptz,
  last_signed_in_at timestamptz,
  created_at timestamptz not null
);
create index accounts_town on accounts (town);

create table sessions (
  -- SHA-256 of the cookie's token; the token itself is stored nowhere
  token_hash text primary key,
  -- names the session in lists and addresses; stays while the token is rotated
  id text not null unique,
  account_id text not null,
  csrf text not null,
  -- 'password' while the second factor is still to be given
  stage text not null check (stage in ('password', 'full')),
  created_at timestamptz not null,
  seen_at timestamptz not null,
  confirmed_at timestamptz not null,
  second_factor_at timestamptz,
  -- wrong answers while proving again who one is; too many end the session
  confirm_failures integer not null default 0,
  -- roles held when the token was made; other roles need another token
  roles text not null,
  address text not null,
  device text not null
);
create index sessions_account on sessions (account_id);

create table password_history (
  account_id text not null,
  password_hash text not null,
  replaced_at timestamptz not null
);
create index password_history_account on password_history (account_id);

create table invitations (
  token_hash text primary key,
  town text not null,
  account_id text not null,
  purpose text not null check (purpose in ('first-administrator', 'invitation', 'reset')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index invitations_account on invitations (account_id);

create table backup_codes (
  account_id text not null,
  code_hash text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (account_id, code_hash)
);

-- Failed sign-ins by network, whatever the names that were tried.
create table sign_in_networks (
  network text primary key,
  failures integer not null,
  since timestamptz not null
);

-- Dispatches: what is said to people outside by mail, SMS or WeChat. A row is written by the act it belongs to; nothing
-- depends on its arrival.

create table platform_dispatches (
  id text primary key,
  -- what it is about, `request:SQ-2026-0012`; pages find it by this
  about text not null,
  channel text not null check (channel in ('mail', 'sms', 'wechat')),
  -- the address, sealed by the vault; null where nothing is to be sent, or nothing any more
  to_sealed text,
  -- the key it is sealed with, that of the case it belongs to
  key_id text not null,
  -- by contract without a word about a person: a receipt number, and where to look it up
  subject text not null,
  body text not null,
  -- parked is not stored: it is told by the chore
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'not-configured')),
  tries integer not null default 0,
  -- a reason of our own list and a code, never what the other side said: that may hold the address
  last_error text,
  provider_id text,
  created_at timestamptz not null,
  sent_at timestamptz
);
create index platform_dispatches_about on platform_dispatches (about, created_at);

-- Organs, staff, roles, deputies, leaders and the leadership group. Nothing is ever deleted: what ends gets a date.
-- Days ending in _to are the last day something holds. Days ending in _on are the first day it no longer does.

-- One row that every act of this room locks first, so that rules over several persons (two administrators, circles of
-- deputies, the last of a kind) are decided one after the other.
create table people_lock (
  id integer primary key check (id = 1)
);
insert into people_lock values (1);

create table people_organs (
  id text primary key,
  -- stands in addresses, so it is never given to another organ, not even after closing
  code text not null unique,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('town', 'department', 'village', 'centre')),
  parent_id text references people_organs (id),
  credit_code text,
  functions text not null,
  address text not null,
  hours text not null,
  telephone text not null,
  -- empty where the organ has none
  fax text not null,
  mail text not null,
  head_name text not null,
  head_post text not null,
  sort integer not null,
  opened_on date not null,
  closed_on date,
  closed_note text not null default '',
  -- moves with every change, so that two people editing at once are told
  revision integer not null default 1,
  changed_at timestamptz not null
);
create index people_organs_parent on people_organs (parent_id);

create table people_staff (
  id text primary key,
  account_id text unique,
  name text not null,
  organ_id text not null references people_organs (id),
  title text not null,
  telephone text not null,
  joined_on date not null,
  left_on date,
  left_reason text not null default '',
  created_at timestamptz not null,
  created_by text not null
);
create index people_staff_organ on people_staff (organ_id);

create table people_roles (
  id text primary key,
  staff_id text not null references people_staff (id),
  role text not null,
  valid_from date not null,
  valid_to date,
  granted_by text not null,
  granted_at timestamptz not null,
  -- null while the security administrator has not approved: such a row gives nobody anything
  approved_by text,
  approved_at timestamptz,
  revoked_on date,
  revoked_by text,
  revoked_reason text not null default ''
);
create index people_roles_staff on people_roles (staff_id);
create index people_roles_role on people_roles (role);

create table people_deputies (
  id text primary key,
  staff_id text not null references people_staff (id),
  stands_in_for text not null references people_staff (id),
  -- one role only, or null for all the person stood in for holds
  role text,
  valid_from date not null,
  valid_to date not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz not null,
  ended_on date,
  ended_by text,
  check (staff_id <> stands_in_for),
  check (valid_from <= valid_to)
);
create index people_deputies_staff on people_deputies (staff_id);
create index people_deputies_for on people_deputies (stands_in_for);

create table people_groups (
  id text primary key,
  name text not null,
  office_name text not null,
  office_organ_id text references people_organs (id),
  basis text not null,
  valid_from date not null,
  valid_to date,
  formed_at timestamptz not null,
  formed_by text not null
);

create table people_posts (
  id text primary key,
  group_id text not null references people_groups (id),
  part text not null check (part in ('group', 'office')),
  post text not null,
  name text not null,
  -- what the person does otherwise, as the notice that forms the group says it
  work text not null,
  duty text not null,
  organ_id text references people_organs (id),
  sort integer not null,
  valid_from date not null,
  valid_to date
);
create index people_posts_group on people_posts (group_id);

create table people_leaders (
  id text primary key,
  name text not null,
  posts text not null,
  division text not null,
  -- ids of the organs this leader is in charge of
  in_charge jsonb not null,
  cv text not null,
  telephone text not null,
  office_hours text not null,
  -- digest of the photograph in the file store
  photo text,
  sort integer not null,
  valid_from date not null,
  valid_to date,
  revision integer not null default 1,
  changed_at timestamptz not null
);

create table people_events (
  id text primary key,
  at timestamptz not null,
  what text not null,
  subject text not null,
  who text not null,
  staff_id text,
  before jsonb,
  after jsonb
);
create index people_events_subject on people_events (subject, id desc);

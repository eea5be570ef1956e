-- Review (who looked at what, when, with what opinion) and disclosure (documents, editions, what the public was shown).

create table review_chains (
  -- item code, or '*' for every item without a chain of its own
  item_code text primary key,
  -- list of {step, role, workingDays}
  steps jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create table review_reviews (
  id text primary key,
  edition_id text not null,
  item_code text not null,
  organ_id text not null,
  author_id text not null,
  -- what was submitted; a decision on other content is refused
  content_hash text not null,
  steps jsonb not null,
  step_index integer not null,
  state text not null check (state in ('open', 'referred', 'passed', 'sent-back', 'refused', 'reset')),
  forced boolean not null default false,
  second_look_by text,
  second_look_at timestamptz,
  secrecy_result text,
  -- 预审备案: attribute, scope, channels, audience
  filing jsonb,
  opened_at timestamptz not null,
  step_since timestamptz not null,
  step_due_on date not null,
  closed_at timestamptz
);
create unique index review_reviews_open on review_reviews (edition_id) where state in ('open', 'referred');
create index review_reviews_edition on review_reviews (edition_id, opened_at desc);
create index review_reviews_state on review_reviews (state, step_due_on);

create table review_events (
  id text primary key,
  review_id text not null,
  step text not null,
  decision text not null,
  result text,
  opinion text not null,
  staff_id text not null,
  staff_name text not null,
  content_hash text not null,
  at timestamptz not null
);
create index review_events_review on review_events (review_id, at);

create table disclosure_documents (
  id text primary key,
  organ_id text not null,
  item_code text not null,
  duty_id text,
  state text not null check (state in ('draft', 'published', 'withdrawn', 'not-public', 'abandoned')),
  index_no text unique,
  current_edition_id text,
  first_published_at timestamptz,
  -- 导入: came from elsewhere, with the date it claims
  imported_at timestamptz,
  import_source text unique,
  created_by text not null,
  created_at timestamptz not null
);
create index disclosure_documents_item on disclosure_documents (item_code, first_published_at desc);
create index disclosure_documents_organ on disclosure_documents (organ_id, first_published_at desc);
create index disclosure_documents_published on disclosure_documents (first_published_at desc, id) where state = 'published';

create table disclosure_editions (
  id text primary key,
  document_id text not null,
  number integer not null,
  state text not null check (state in ('drafting', 'in-review', 'approved', 'scheduled', 'published', 'superseded', 'not-public', 'abandoned')),
  title text not null,
  doc_no text not null,
  genre text not null,
  topic text not null,
  source_unit text not null,
  created_on date,
  effective_on date,
  repealed_on date,
  validity text not null,
  audience text not null,
  keywords jsonb not null,
  summary text not null,
  -- 源头认定: 主动公开 | 依申请公开 | 不予公开, and why when not 主动公开
  attribute text not null,
  attribute_reason text not null,
  body jsonb not null,
  body_text text not null,
  content_hash text not null,
  change_note text not null,
  revision integer not null,
  author_id text not null,
  updated_at timestamptz not null,
  release_at timestamptz,
  -- 补录: the date this was first public elsewhere, claimed and shown beside the real one
  claimed_on date,
  published_at timestamptz,
  published_by text,
  unique (document_id, number)
);
create index disclosure_editions_state on disclosure_editions (state, updated_at desc);
create index disclosure_editions_release on disclosure_editions (release_at) where state = 'scheduled';
-- Notices that may be running today, for the front page
create index disclosure_editions_notices on disclosure_editions (published_at desc) where state = 'published' and genre in ('公示', '公告');
create index disclosure_editions_corrected on disclosure_editions (published_at) where number > 1;
create index disclosure_editions_author on disclosure_editions (author_id, updated_at desc);

create table disclosure_attachments (
  edition_id text not null,
  position integer not null,
  sha256 text not null,
  name text not null,
  kind text not null,
  size bigint not null,
  primary key (edition_id, position)
);
create index disclosure_attachments_file on disclosure_attachments (sha256);

-- Pictures inside the text of an edition, so that a stored file is public only while a public text shows it
create table disclosure_images (
  edition_id text not null,
  sha256 text not null,
  primary key (edition_id, sha256)
);
create index disclosure_images_file on disclosure_images (sha256);

create table disclosure_links (
  from_document text not null,
  to_document text not null,
  kind text not null check (kind in ('interprets', 'supersedes', 'related')),
  made_at timestamptz not null,
  made_by text not null,
  primary key (from_document, to_document, kind)
);
create index disclosure_links_to on disclosure_links (to_document, kind);

create table disclosure_withdrawals (
  document_id text primary key,
  at timestamptz not null,
  by_staff text not null,
  by_name text not null,
  why text not null,
  ground text not null
);

create table disclosure_events (
  id text primary key,
  document_id text not null,
  edition_id text,
  kind text not null,
  note text not null,
  staff_id text,
  staff_name text not null,
  at timestamptz not null
);
create index disclosure_events_document on disclosure_events (document_id, at);

create table disclosure_index_series (
  credit_code text not null,
  month text not null,
  last_serial integer not null,
  primary key (credit_code, month)
);

create table disclosure_search (
  document_id text primary key,
  organ_id text not null,
  item_code text not null,
  year integer not null,
  validity text not null,
  published_at timestamptz not null,
  tokens tsvector not null,
  -- version of the dictionary the tokens were cut with, for re-indexing
  dictionary integer not null
);
create index disclosure_search_tokens on disclosure_search using gin (tokens);
create index disclosure_search_published on disclosure_search (published_at desc);

create table checks_dismissals (
  document_id text not null,
  fingerprint text not null,
  rule text not null,
  reason text not null,
  ground text not null,
  staff_id text not null,
  staff_name text not null,
  at timestamptz not null,
  primary key (document_id, fingerprint)
);

-- Keys the fingerprints of findings, so that a stored one does not give away the number it stands for
insert into platform_settings (name, value, changed_at, changed_by)
  values ('checks.pepper', to_jsonb(md5(random()::text || clock_timestamp()::text) || md5(random()::text)), now(), '系统');

-- The annual report: its text while it is written, figures entered by hand with their source, dismissed findings, and what was signed.

-- Numbers of a year that no room brings yet. Append-only: another value ends the former one, and both can be read.
create table annual_report_entries (
  id text primary key,
  fiscal_year integer not null,
  -- a figure's key, `trainingsTown`, `table3.received.natural`
  figure text not null,
  value numeric(18, 6) not null check (value >= 0),
  source text not null,
  entered_by text not null,
  entered_by_staff text,
  entered_at timestamptz not null,
  ended_at timestamptz
);
create unique index annual_report_entries_current on annual_report_entries (fiscal_year, figure) where ended_at is null;

-- One text for each year and each time it is corrected
create table annual_report_texts (
  fiscal_year integer not null,
  number integer not null,
  state text not null check (state in ('writing', 'signed')),
  -- [{id, text}] in the order of the form
  sections jsonb not null,
  revision integer not null,
  changed_at timestamptz not null,
  changed_by text not null,
  change_note text not null default '',
  signed_at timestamptz,
  signed_by text,
  -- figures, tables and text as they stood when it was signed, and the SHA-256 of their canonical JSON
  frozen jsonb,
  frozen_hash text,
  -- the document it was handed to, and the edition of it
  document_id text,
  edition_id text,
  -- the content of that edition as it was signed: a text edited since is not the report any more
  edition_hash text,
  primary key (fiscal_year, number)
);
create unique index annual_report_texts_edition on annual_report_texts (edition_id) where edition_id is not null;

create table annual_report_dismissals (
  fiscal_year integer not null,
  -- rule and cells: a finding that changes its figures is another one
  fingerprint text not null,
  reason text not null,
  dismissed_by text not null,
  dismissed_by_staff text,
  dismissed_at timestamptz not null,
  primary key (fiscal_year, fingerprint)
);

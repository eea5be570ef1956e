-- Reports of other towns, kept to compare sentences with.
create table annual_report_foreign (
  id text primary key,
  unit text not null,
  fiscal_year integer not null,
  sentences text[] not null,
  added_at timestamptz not null,
  added_by text not null,
  unique (unit, fiscal_year)
);

-- What annual reports count, rolled up. Each change adds rows (1 for what counts now, -1 for what counted before); sums are read, and
-- every night the rows of one key are folded into one. Never a counter that those who write queue at.

-- What is public
create table disclosure_tallies (
  item_code text not null,
  organ_id text not null,
  genre text not null,
  -- the first day of the month it was first public in
  month date not null,
  -- of documents with a 文号 only: normative ones are among these
  made_year integer,
  repealed_year integer,
  count bigint not null
);
insert into disclosure_tallies (item_code, organ_id, genre, month, made_year, repealed_year, count)
  select d.item_code, d.organ_id, e.genre, date_trunc('month', d.first_published_at at time zone 'Asia/Shanghai')::date,
    case when e.doc_no <> '' then extract(year from e.created_on)::int end,
    case when e.doc_no <> '' then extract(year from e.repealed_on)::int end, count(*)
  from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
  where d.state = 'published' group by 1, 2, 3, 4, 5, 6;

-- Requests that were received
create table requests_tallies (
  applicant_kind text not null,
  received_year integer not null,
  ended_year integer,
  answer_code text,
  count bigint not null
);
insert into requests_tallies (applicant_kind, received_year, ended_year, answer_code, count)
  select applicant_kind, extract(year from received_on)::int, extract(year from ended_on)::int, answer_code, count(*)
  from requests_requests where received_on is not null group by 1, 2, 3, 4;

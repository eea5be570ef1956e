-- A document whose title and text were signed elsewhere in the program is changed there and nowhere else.

-- {name, href}: what was signed, as people call it, and the page it is changed on
alter table disclosure_documents add column text_from jsonb;
update disclosure_documents d set text_from =
    jsonb_build_object('name', t.fiscal_year || '年度报告', 'href', '/console/annual-reports/' || t.fiscal_year)
  from annual_report_texts t where t.document_id = d.id;

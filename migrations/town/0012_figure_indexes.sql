-- What the figures of a year read of documents and editions, in indexes alone: both rows are wide, and a year may have 200,000.
create index disclosure_documents_counted on disclosure_documents (first_published_at) include (item_code, organ_id, current_edition_id)
  where state = 'published';
create index disclosure_editions_counted on disclosure_editions (id) include (genre, doc_no, created_on, repealed_on);

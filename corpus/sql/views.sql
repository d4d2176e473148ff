-- Views that read like sentences; ids in place of internal numbers.
DROP VIEW IF EXISTS letters_with_their_issuers;
CREATE VIEW letters_with_their_issuers AS
SELECT l.id, l.number || coalesce('/' || l.notation, '') AS number, l.issued_on, l.document_type, i.name AS issuer, i.printed,
  i.code, i.parent, l.province, l.subject, l.grade
FROM letters l LEFT JOIN issuers i ON i.letter = l.n;

DROP VIEW IF EXISTS letters_and_whom_they_address;
CREATE VIEW letters_and_whom_they_address AS
SELECT l.id, l.issuer, l.number || coalesce('/' || l.notation, '') AS number, l.issued_on, r.name AS recipient, l.subject
FROM recipients r JOIN letters l ON l.n = r.letter;

DROP VIEW IF EXISTS who_cites_what;
CREATE VIEW who_cites_what AS
SELECT l.id AS citing_id, l.issuer AS citing_issuer, l.number || coalesce('/' || l.notation, '') AS citing_number,
  l.issued_on AS citing_date, r.relation, r.document_type AS cited_type, r.number AS cited_number, r.date AS cited_date,
  r.issuer AS cited_issuer, r.subject AS cited_subject, r.article, r.text, d.key AS cited_key,
  (SELECT h.id FROM letters h WHERE h.document = d.n ORDER BY h.n LIMIT 1) AS cited_id, f.confidence AS link_confidence,
  f.rule AS link_rule
FROM "references" r JOIN letters l ON l.n = r.letter LEFT JOIN forms f ON f.n = r.form LEFT JOIN documents d ON d.n = f.document;

DROP VIEW IF EXISTS what_the_corpus_lacks;
CREATE VIEW what_the_corpus_lacks AS
SELECT d.key, d.number, d.date, d.issuer, d.document_type, d.subject, count(DISTINCT r.letter) AS cited_by
FROM documents d JOIN forms f ON f.document = d.n JOIN "references" r ON r.form = f.n
WHERE d.held = 0 GROUP BY d.n;

DROP VIEW IF EXISTS who_must_do_what_by_when;
CREATE VIEW who_must_do_what_by_when AS
SELECT l.id, l.issuer, l.issued_on, l.number || coalesce('/' || l.notation, '') AS number, d.ordinal, d.actors, d.modality, d.action,
  d.text, d.deadline, d.deadline_text, d.report_to, d.condition
FROM directives d JOIN letters l ON l.n = d.letter;

DROP VIEW IF EXISTS documents_in_several_files;
CREATE VIEW documents_in_several_files AS
SELECT d.key, d.number, d.date, d.issuer, count(*) AS files, group_concat(l.id, ' ') AS ids
FROM documents d JOIN letters l ON l.document = d.n GROUP BY d.n HAVING count(*) > 1;

DROP VIEW IF EXISTS letters_that_need_review;
CREATE VIEW letters_that_need_review AS
SELECT l.id, l.source_name, l.grade, l.confidence, (SELECT group_concat(w.code, ' ') FROM warnings w WHERE w.letter = l.n) AS warnings
FROM letters l WHERE l.grade <> 'high';

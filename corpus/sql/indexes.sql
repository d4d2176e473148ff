-- The other indexes.
CREATE INDEX IF NOT EXISTS letters_date ON letters (issued_on);
CREATE INDEX IF NOT EXISTS letters_document ON letters (document) WHERE document IS NOT NULL;
-- Who cites a document is answered from these two alone: its citers stand far apart in the tables.
CREATE INDEX IF NOT EXISTS references_form ON "references" (form, letter, ordinal, relation, article, text) WHERE form IS NOT NULL;
CREATE INDEX IF NOT EXISTS letters_name ON letters (n, id);
CREATE INDEX IF NOT EXISTS directives_deadline ON directives (deadline) WHERE deadline IS NOT NULL;
CREATE INDEX IF NOT EXISTS forms_document ON forms (document) WHERE document IS NOT NULL;
CREATE INDEX IF NOT EXISTS forms_new ON forms (n) WHERE rule IS NULL;
CREATE INDEX IF NOT EXISTS forms_unnumbered ON forms (date, issuer_key) WHERE number_key = '';
CREATE INDEX IF NOT EXISTS documents_key ON documents (key);
CREATE INDEX IF NOT EXISTS documents_number ON documents (number_key) WHERE number_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS documents_date ON documents (date, issuer_key);
CREATE INDEX IF NOT EXISTS documents_issuer ON documents (issuer_key, date);

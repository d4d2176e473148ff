-- The indexes by which citations are settled; a corpus made anew is filled before it has any.
CREATE UNIQUE INDEX IF NOT EXISTS letters_id ON letters (id);
CREATE INDEX IF NOT EXISTS letters_number ON letters (number_key) WHERE number_key IS NOT NULL;
CREATE INDEX IF NOT EXISTS letters_print ON letters (text_print);
CREATE UNIQUE INDEX IF NOT EXISTS forms_key ON forms (number_key, date, issuer_key, province, until, about);

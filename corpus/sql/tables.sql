-- The catalogue: every record as rows. `letter` points to letters.n; the order of rows of one letter is `ordinal`.
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS letters (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL,
  kind TEXT, document_type TEXT, type_code TEXT, number TEXT, notation TEXT, number_key TEXT,
  issued_on TEXT, precision TEXT, place TEXT, province TEXT, issuer TEXT, issuer_key TEXT, parent TEXT,
  subject TEXT, signer TEXT, archive TEXT, urgency TEXT, secrecy TEXT, circulation TEXT,
  grade TEXT, text_source TEXT, confidence REAL, pages INTEGER, characters INTEGER,
  source_name TEXT, media_type TEXT, sha256 TEXT, text_print INTEGER, document INTEGER,
  file_bytes INTEGER NOT NULL, file_time INTEGER NOT NULL);

CREATE TABLE IF NOT EXISTS issuers (
  letter INTEGER, ordinal INTEGER, name TEXT, printed TEXT, code TEXT, parent TEXT, confidence REAL, origin TEXT,
  PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS recipients (
  letter INTEGER, ordinal INTEGER, name TEXT, confidence REAL, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (
  letter INTEGER, ordinal INTEGER, name TEXT, purpose TEXT, confidence REAL, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signers (
  letter INTEGER, ordinal INTEGER, name TEXT, position TEXT, authority TEXT, signed_for TEXT, confidence REAL,
  PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS "references" (
  letter INTEGER, ordinal INTEGER, document_type TEXT, number TEXT, date TEXT, issuer TEXT, subject TEXT, relation TEXT,
  article TEXT, text TEXT, confidence REAL, form INTEGER, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS directives (
  letter INTEGER, ordinal INTEGER, actors TEXT, text TEXT, action TEXT, modality TEXT, deadline TEXT, deadline_text TEXT,
  report_to TEXT, condition TEXT, reported INTEGER, confidence REAL, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entities (
  letter INTEGER, ordinal INTEGER, kind TEXT, name TEXT, confidence REAL, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS contacts (
  letter INTEGER, ordinal INTEGER, kind TEXT, value TEXT, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS attachments (
  letter INTEGER, ordinal INTEGER, title TEXT, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS corrections (
  letter INTEGER, ordinal INTEGER, kind TEXT, field TEXT, before TEXT, after TEXT, confidence REAL,
  PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS warnings (
  letter INTEGER, ordinal INTEGER, code TEXT, message TEXT, PRIMARY KEY (letter, ordinal)) WITHOUT ROWID;

-- The graph. A form is one way of citing (number, date, issuer as written); every citation written so has the same one.
-- `until` bounds the date where none is cited; `about` is the subject where it is all there is to go by.
CREATE TABLE IF NOT EXISTS forms (
  n INTEGER PRIMARY KEY, number_key TEXT NOT NULL, date TEXT NOT NULL, issuer_key TEXT NOT NULL, province TEXT NOT NULL,
  until TEXT NOT NULL, about TEXT NOT NULL, number TEXT, issuer TEXT, subject TEXT, document_type TEXT,
  document INTEGER, confidence REAL, rule TEXT, candidates TEXT);
-- A document is a node: held (letters.document points to it) or only cited.
CREATE TABLE IF NOT EXISTS documents (
  n INTEGER PRIMARY KEY, key TEXT NOT NULL, number_key TEXT, number TEXT, date TEXT, issuer TEXT, issuer_key TEXT,
  document_type TEXT, subject TEXT, held INTEGER NOT NULL);

"""The way of a letter, one module a stage: ingest → read → repair → zones → extract → record; the batch; the CLI."""

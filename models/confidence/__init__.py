"""How confidence is learned: each field's regression and table, from letters with gold."""

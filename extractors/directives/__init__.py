"""Directives: who is told to do what, how strongly, by when, and to whom to report (SPEC §5 of the domain notes).

`directives` is the public face. The way: the body is cut into clauses (`clauses`), frames and headings hand their actor
and modality down to the clauses under them (`frames`), each clause is judged (`modality`), and deadlines are read
(`deadlines`).
"""

from __future__ import annotations

from extractors.directives.build import directives

__all__ = ["directives"]

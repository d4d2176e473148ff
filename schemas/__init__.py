"""The contract, and the types that travel from stage to stage."""

from schemas.record import SCHEMA_VERSION, Record

__all__ = ["SCHEMA_VERSION", "Record"]

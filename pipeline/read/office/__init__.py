"""Word processors' files: DOC (Word 6 to 2003), DOCX, RTF. Each reader is (Source, ReadOptions) → Reading."""

from pipeline.read.office.doc import read_doc
from pipeline.read.office.docx import read_docx
from pipeline.read.office.rtf import read_rtf

__all__ = ["read_doc", "read_docx", "read_rtf"]

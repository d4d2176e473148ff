"""Every error and warning of the project: a stable code, what happened, what to do.

Codes never change their meaning. `E…` stops a letter (it goes to the quarantine), `W…` is a warning in the record,
`C…` is about the command line, the corpus or the machine. `congvan explain CODE` prints an entry.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What a code means, what to do, and the exit code of a command that ends with it."""

    meaning: str
    remedy: str
    exit_code: int = 3


ENTRIES: dict[str, Entry] = {
    # ingest
    "E001": Entry("The file is empty.", "Ask the sender for the file again."),
    "E002": Entry("The file's type is not one that is read.", "Convert it to PDF, or put it aside."),
    "E003": Entry("The file is encrypted or needs a password.", "Remove the password (qpdf --decrypt) and add it again."),
    "E004": Entry("The file is truncated or damaged and nothing could be read from it.", "Ask the sender for the file again."),
    "E005": Entry("The file is larger than the limit.", "Raise --max-bytes, or split the file."),
    "E006": Entry("The file has more pages than the limit.", "Raise --max-pages, or split the file."),
    "E007": Entry("An image has more pixels than the limit.", "Scan it again at 300 dpi, or raise --max-pixels."),
    "E008": Entry("The archive expands to more than the limit, or is nested too deep.", "Unpack it by hand."),
    "E009": Entry("The file could not be opened for reading.", "Check that it exists and may be read."),
    # worker
    "E020": Entry("Reading the file took longer than the time limit.", "Raise --timeout, or look at the file by hand."),
    "E021": Entry("Reading the file needed more memory than the limit.", "Raise --max-memory, or split the file."),
    "E022": Entry("The process that read the file died.", "Report the file; the others are not affected."),
    "E023": Entry("The file broke a rule of the program itself.", "Report the file with this message."),
    # read
    "E030": Entry("No OCR engine is installed and the page has no text.", "Run ./run, or: congvan doctor."),
    # warnings
    "W101": Entry("A page's text layer was not good Vietnamese and was read anew from its image.", "Nothing to do."),
    "W102": Entry("A page's text layer is damaged and there is no image to read.", "Look at the doubtful words."),
    "W103": Entry("A page could not be read; the others were.", "Look at the page by hand."),
    "W104": Entry("A page is blank.", "Nothing to do."),
    "W105": Entry("Text in a legacy encoding was converted to Unicode.", "Nothing to do."),
    "W106": Entry("Damaged words were repaired.", "Check the words listed in repairs."),
    "W107": Entry("Damaged words were left as they stood: no repair was sure enough.", "Check the words by hand."),
    "W108": Entry("OCR is doubtful on this page.", "Compare it with the image."),
    "W110": Entry("The signing time differs from the printed date.", "Both are kept; compare them."),
    "W111": Entry(
        "A secret mark stands on the letter: it is not published into the open corpus.", "Handle by the rules for secrets."
    ),
    "W112": Entry("The number, day or month is written by hand and could not be read with confidence.", "Read it from the crop."),
    "W113": Entry("The file holds more than one letter; the fields are of the first.", "Split the file if each is wanted."),
    "W114": Entry("A citation could be resolved in more than one way and was left open.", "Choose by hand."),
    "W115": Entry("A scanned page says what an earlier page of the file says.", "Leave it out, if it was scanned twice."),
    # commands and corpus
    "C201": Entry("No such letter in this corpus.", "List them with: congvan search '*'.", 4),
    "C202": Entry("The query could not be understood.", "See: congvan search --help.", 2),
    "C203": Entry("The corpus folder is missing or not a corpus.", "Make one with: congvan run PATH --out DIR.", 4),
    "C204": Entry("The disk is full or may not be written.", "Free space or choose another --out; then run again.", 5),
    "C205": Entry("No such error code.", "List them with: congvan explain.", 2),
    "C206": Entry("The corpus was written by a newer version.", "Update congvan, or: congvan corpus rebuild.", 4),
    "C207": Entry("Store, tables and index of the corpus disagree.", "Run: congvan corpus rebuild.", 4),
    "C208": Entry("What was to be added to the corpus is no record.", "Write the letter again: congvan run PATH --out DIR.", 4),
}


class CongvanError(Exception):
    """An error with a code of `ENTRIES`. `detail` says what, in this case, it is about."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """Code, meaning, detail and remedy in one line."""
        entry = ENTRIES[self.code]
        return f"{self.code}: {entry.meaning}{' (' + self.detail + ')' if self.detail else ''} {entry.remedy}"

    @property
    def exit_code(self) -> int:
        """The exit code of a command that ends with this error."""
        return ENTRIES[self.code].exit_code

    def __reduce__(self) -> tuple[type[CongvanError], tuple[str, str]]:
        return (CongvanError, (self.code, self.detail))

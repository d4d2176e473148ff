"""Dead encodings of Vietnamese, and tidying: text as a source has it → clean NFC, with the way back.

`settle` decides from fonts and words which stretches of a document are TCVN3, VNI, VISCII or VPS; `decoded` and
`clean_pieces` make a line of it; `clean` is for a line that is Unicode already.
"""

from pipeline.read.encodings.charmaps import Encoding, charmap
from pipeline.read.encodings.detect import Segment, Votes, settle, votes
from pipeline.read.encodings.fonts import UNICODE, Face, face
from pipeline.read.encodings.syllables import is_syllable
from pipeline.read.encodings.tidy import Change, Clean, clean, clean_pieces, decoded, restore

__all__ = [
    "UNICODE",
    "Change",
    "Clean",
    "Encoding",
    "Face",
    "Segment",
    "Votes",
    "charmap",
    "clean",
    "clean_pieces",
    "decoded",
    "face",
    "is_syllable",
    "restore",
    "settle",
    "votes",
]

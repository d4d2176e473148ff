"""Ingest: what a file is, archives, folders, limits."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest import Limits, Rejected, recognise, sources, sources_of
from schemas.errors import CongvanError
from schemas.reading import Source
from tests.officefiles import Word97, compound, docx

PLAIN = "Kính gửi: Sở Y tế".encode()


def archive(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as made:
        for name, data in files.items():
            made.writestr(zipfile.ZipInfo(name), data, compression)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n1 0 obj", "application/pdf"),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "application/pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n1 0 obj", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "image/jpeg"),
        (b"II*\0\x08\0\0\0", "image/tiff"),
        (b"MM\0*\0\0\0\x08", "image/tiff"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "image/webp"),
        (b"BM" + (70).to_bytes(4, "little") + b"\0\0\0\0\x36\0\0\0\x28\0\0\0" + b"\0" * 50, "image/bmp"),
        (b"BM la mot tu viet tat", "text/plain"),
        (b"{\\rtf1 x}", "application/rtf"),
        (b" \r\n{\\rtf1 x}", "application/rtf"),
        (Word97().add("x").bytes(), "application/msword"),
        (docx("<w:p/>"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (archive({"a.txt": PLAIN}), "application/zip"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "text/html"),
        (b"<?xml version='1.0'?>\n<html xmlns='x'><body>x</body></html>", "text/html"),
        (b"<p>a</p><p>b</p><table></table>", "text/html"),
        ("<html>x</html>".encode("utf-16"), "text/html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html", "text/html"),
        (b"# A\n\n**B** c\n", "text/markdown"),
        (PLAIN, "text/plain"),
        ("Kính gửi".encode("utf-16"), "text/plain"),
        ("Kính gửi: Sở Y tế, Sở Nội vụ".encode("utf-16-le"), "text/plain"),
        ("Céng hoµ x· héi chñ nghÜa".encode("latin-1"), "text/plain"),
        (b"C\x14ng h\x02a x\x05 h\xf6i chu nghia Viet Nam, doc lap tu do hanh phuc - " * 3, "text/plain"),
        (b"[Du thao] {1}", "text/plain"),
        (b"Gia 5 * 3 va a_b", "text/plain"),
    ],
)
def test_recognise(data: bytes, media_type: str) -> None:
    assert recognise(data) == media_type


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E001"),
        (b" \r\n\t", "E001"),
        (b"GIF89a...", "E002"),
        (b'{"number": "12"}', "E002"),
        (b"\x7fELF\x02\x01", "E002"),
        (bytes(range(256)) * 4, "E002"),
        (b"\0" * 100, "E002"),
        (b"<?xml version='1.0'?><a/>", "E002"),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx", "E002"),
        (compound({"Workbook": b"x"}), "E002"),
        (compound({"EncryptedPackage": b"x"}), "E003"),
        (compound({"Other": b"x"}), "E004"),
        (archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "E002"),
        (archive({"mimetype": b"", "content.xml": b""}), "E002"),
        (archive({"a": b"x"})[:-10], "E004"),
        (b"PK\x03\x04", "E004"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(CongvanError) as error:
        recognise(data)
    assert error.value.code == code


@given(st.binary())
def test_recognise_anything(data: bytes) -> None:
    try:
        recognise(data)
    except CongvanError as error:
        assert error.code in ("E001", "E002", "E003", "E004")


def told(found: list[Source | Rejected]) -> list[tuple[str, str]]:
    return [(one.name, one.error.code if isinstance(one, Rejected) else one.media_type) for one in found]


def test_folder(tmp_path: Path) -> None:
    """In order of names; hidden and partial files left out; links never followed out; every other file accounted for."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_bytes(PLAIN)
    root = tmp_path / "in"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in ("b/2.txt", "a.pdf", ".hidden.txt", "~$a.doc", "a.part", "Thumbs.db", "README.md", ".git/x.txt", "c.txt"):
        (root / name).write_bytes(PLAIN)
    (root / "d.bin").write_bytes(bytes(range(256)) * 8)
    (root / "e.txt").write_bytes(b"")
    (root / "out").symlink_to(outside)
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "in.txt").symlink_to(root / "c.txt")
    (root / "circle").symlink_to(root / "circle")
    os.mkfifo(root / "pipe")
    found = list(sources(root, Limits()))
    assert told(found) == [
        ("a.pdf", "text/plain"),
        ("c.txt", "text/plain"),
        ("d.bin", "E002"),
        ("e.txt", "E001"),
        ("in.txt", "text/plain"),
        ("2.txt", "text/plain"),
    ]
    assert found[0].sha256 == hashlib.sha256(PLAIN).hexdigest()
    assert told(list(sources(root, Limits()))) == told(found)


def test_missing_and_large(tmp_path: Path) -> None:
    assert told(list(sources(tmp_path / "no.txt", Limits()))) == [("no.txt", "E009")]
    file = tmp_path / "a.txt"
    file.write_bytes(PLAIN)
    (large,) = sources(file, Limits(max_bytes=5))
    assert isinstance(large, Rejected)
    assert (large.error.code, large.bytes, large.sha256) == ("E005", len(PLAIN), hashlib.sha256(PLAIN).hexdigest())


def test_names_that_cannot_be_written(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/c\xf4ng v\xe2n.txt")).write_bytes(PLAIN)
    except OSError:
        pytest.skip("the file system takes no such names")
    (found,) = sources(tmp_path, Limits())
    found.name.encode("utf-8")


def test_archive() -> None:
    inner = archive({"sau/4.txt": PLAIN + b" 4"})
    data = archive(
        {
            "b/2.txt": PLAIN,
            "1.txt": PLAIN + b" 1",
            "3.zip": inner,
            "__MACOSX/._1.txt": b"x",
            ".DS_Store": b"x",
            "5.bin": bytes(range(256)),
        }
    )
    found = list(sources_of(data, "goi.zip", Limits()))
    assert told(found) == [("1.txt", "text/plain"), ("4.txt", "text/plain"), ("5.bin", "E002"), ("2.txt", "text/plain")]
    assert [one.container for one in found if isinstance(one, Source)] == ["goi.zip", "3.zip", "goi.zip"]
    assert [one.path for one in found if isinstance(one, Rejected)] == ["goi.zip/5.bin"]


def test_archive_names() -> None:
    """Names in UTF-8 without the flag that says so."""
    data = bytearray(archive({"công văn.txt": PLAIN}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data[place + 1] &= ~0x08
    assert told(list(sources_of(bytes(data), "a.zip", Limits()))) == [("công văn.txt", "text/plain")]


@pytest.mark.parametrize(
    ("data", "limits", "last"),
    [
        (archive({"a.txt": b"0" * 3_000_000}), Limits(max_ratio=100, min_ratio_bytes=1_000_000), "E008"),
        (archive({"a.txt": PLAIN * 100, "b.txt": PLAIN * 100}), Limits(max_expansion=3000), "E008"),
        (archive({f"{i}.txt": PLAIN for i in range(20)}), Limits(max_members=10), "E008"),
        (archive({"a.txt": PLAIN * 10}), Limits(max_bytes=150), "E005"),
        (archive({}), Limits(), "E001"),
    ],
)
def test_archive_limits(data: bytes, limits: Limits, last: str) -> None:
    assert told(list(sources_of(data, "a.zip", limits)))[-1][1] == last


def test_nested_archives() -> None:
    data = PLAIN
    for depth in range(6):
        data = archive({f"{depth}.zip" if depth else "a.txt": data})
    assert [code for _, code in told(list(sources_of(data, "a.zip", Limits())))] == ["E008"]


def test_archive_that_lies() -> None:
    """The size an archive claims for a member is not believed."""
    data = bytearray(archive({"a.txt": b"0" * 100_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + at
        data[place : place + 4] = (10).to_bytes(4, "little")
    (found,) = sources_of(bytes(data), "a.zip", Limits(max_expansion=50_000))
    assert isinstance(found, Rejected)
    assert found.error.code in ("E004", "E008")


def test_encrypted_member() -> None:
    data = bytearray(archive({"a.txt": PLAIN, "b.txt": PLAIN}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert told(list(sources_of(bytes(data), "a.zip", Limits()))) == [("a.txt", "E003"), ("b.txt", "text/plain")]


@given(st.integers(0, 400), st.integers(0, 255))
def test_damaged_archive(place: int, value: int) -> None:
    data = bytearray(archive({"a.txt": PLAIN, "b/c.txt": PLAIN * 3}))
    data[place % len(data)] = value
    for one in sources_of(bytes(data), "a.zip", Limits()):
        assert isinstance(one, Source) or one.error.code in ("E001", "E002", "E003", "E004", "E005", "E008")

"""Looks at the file before anything heavy is imported: standard library only, streaming, bounded.

The constants are limits of safety, far above what an honest workbook needs; they are no policy.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import UnreadableWorkbook
from toolkit.workbook import package

MAX_FILE = 100_000_000
"""Bytes of the file: the parts of a workbook of 200,000 metric rows take some 20 MB."""
MAX_ENTRIES = 5_000
"""Parts of the file; pictures and comments count."""

_SAVE_AGAIN = "open it in Excel or LibreOffice and save it as .xlsx"
_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_CHUNK = 1 << 20

_HEADS = (
    (b"%PDF", "is a PDF"),
    (b"\x89PNG", "is a picture"),
    (b"\xff\xd8\xff", "is a picture"),
    (b"\x1f\x8b", "is a gzip archive"),
    (b"7z\xbc\xaf", "is a 7z archive"),
    (b"Rar!", "is a RAR archive"),
    (b"{\\rtf", "is a text document (RTF)"),
)


def preflight(path: Path | str) -> None:
    """Pass a file that openpyxl may be given; raise ``UnreadableWorkbook`` with one line for any other.

    Looked at: that it is a file and a zip archive that is whole; the number, names and unpacked sizes of its parts;
    that it is a spreadsheet of the kind that is read; DOCTYPE and encoding of every XML part; rows and columns
    beyond Excel's limits.
    """
    file = Path(path)
    try:
        _check_kind_of_file(file)
        with file.open("rb") as opened:
            _check_head(file, opened)
            _check_archive(file, opened)
    except UnreadableWorkbook:
        raise
    except OSError as error:
        raise UnreadableWorkbook(str(path), f"cannot be read ({error.strerror or error})", "check the file") from error


def _check_kind_of_file(file: Path) -> None:
    name = str(file)
    try:
        status = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableWorkbook(name, "there is no such file", "check the name and the folder") from None
    except ValueError:  # a NUL in the name
        raise UnreadableWorkbook(repr(name), "is no name of a file", "check the name") from None
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableWorkbook(name, "is a folder", "name a workbook in it")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableWorkbook(name, "is no regular file", "name a workbook on disk")
    if file.name.startswith("~$"):
        mend = f"name {file.name.removeprefix('~$')}, the workbook itself"
        raise UnreadableWorkbook(name, "is the note that Excel keeps while a workbook is open", mend)
    if status.st_size == 0:
        raise UnreadableWorkbook(name, "is empty", _SAVE_AGAIN)
    if status.st_size > MAX_FILE:
        found = f"has {status.st_size:,} bytes, more than the {MAX_FILE:,} that are read"
        raise UnreadableWorkbook(name, found, "remove what is no input, such as pictures and other sheets")


def _check_head(file: Path, opened: BinaryIO) -> None:
    head = opened.read(4096)
    if head.startswith(b"PK"):
        return
    if head.startswith(_OLE2):
        raise UnreadableWorkbook(str(file), *_old_office(opened))
    found = next((found for magic, found in _HEADS if head.startswith(magic)), "") or _text(head)
    raise UnreadableWorkbook(str(file), found or "is no workbook", _SAVE_AGAIN)


def _old_office(opened: BinaryIO) -> tuple[str, str]:
    """Tell an encrypted workbook from one in the format of Excel 97 by the names in its directory."""
    opened.seek(0)
    names = {"EncryptedPackage": False, "Workbook": False, "Book": False}
    tail = b""
    while chunk := opened.read(_CHUNK):
        for name in names:
            names[name] |= name.encode("utf-16-le") in tail + chunk
        tail = chunk[-64:]
    if names["EncryptedPackage"]:
        return "is encrypted", "open it with its password and save it without one"
    if names["Workbook"] or names["Book"]:
        return "is a workbook of the old .xls format", _SAVE_AGAIN
    return "is an old Office file, but no workbook", _SAVE_AGAIN


def _text(head: bytes) -> str:
    encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8"
    text = head.decode(encoding, errors="replace").lstrip("\ufeff \r\n\t").casefold()
    if "\0" in text or text.count("\N{REPLACEMENT CHARACTER}") > len(text) // 4:
        return ""
    if "urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "is a workbook of the old XML format of 2003"
    if text.startswith(("<!doctype html", "<html", "<table", "<head", "<meta")):
        return "is a web page (HTML)"
    return "is XML, but no workbook" if text.startswith("<?xml") else "is plain text, such as CSV"


def _check_archive(file: Path, opened: BinaryIO) -> None:
    if _headers(opened) > MAX_ENTRIES:
        mend = "open it in Excel or LibreOffice and save it again"
        raise UnreadableWorkbook(str(file), f"has more than {MAX_ENTRIES:,} parts", mend)
    cut_off = UnreadableWorkbook(str(file), "is cut off or damaged (no whole zip archive)", "fetch or save it again")
    opened.seek(0)
    try:
        archive = zipfile.ZipFile(opened)
    except Exception as error:  # zipfile stumbles over damaged directories in many ways
        raise cut_off from error
    with archive:
        try:
            package.check(archive, file.stat().st_size)
        except package.Refused as refused:
            raise UnreadableWorkbook(str(file), refused.found, refused.mend) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            reason = " ".join(str(error).split())[:100]
            raise UnreadableWorkbook(str(file), f"is damaged ({reason})", "fetch or save it again") from error


def _headers(opened: BinaryIO) -> int:
    """Count the entries of the zip directory without building it."""
    opened.seek(0)
    count, tail = 0, b""
    while chunk := opened.read(_CHUNK):
        data = tail + chunk
        count += data.count(b"PK\x01\x02")
        tail = data[-3:]
    return count

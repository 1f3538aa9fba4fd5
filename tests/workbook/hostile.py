"""Files that are no workbook, or a hostile one, each with the line that must be said."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbook.corpus import part_of, rewrite, save, swap

OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1000)
WORKBOOK, TYPES, RELS = "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
METRICS = part_of("Metrics")
OFFICE = "application/vnd.openxmlformats-officedocument"

Make = Callable[[Path], Path]


def content(data: bytes, name: str = "odd.xlsx") -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return make


def part(name: str, change: Callable[[bytes], bytes | None]) -> Make:
    return lambda folder: rewrite(save(folder), {name: change})


def added(**parts: bytes) -> Make:
    return lambda folder: rewrite(save(folder), {}, {name.replace("__", "/"): data for name, data in parts.items()})


def archive(**parts: bytes) -> Make:
    def make(folder: Path) -> Path:
        path = folder / "odd.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in parts.items():
                made.writestr(name, data)
        return path

    return make


def types(kind: str) -> bytes:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/main.xml" ContentType="{kind}"/></Types>'
    ).encode()


def folder_itself(folder: Path) -> Path:
    return folder


def cut(share: float) -> Make:
    def make(folder: Path) -> Path:
        path = save(folder)
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        return path

    return make


def bad_crc(folder: Path) -> Path:
    """Flip a bit in the middle of a stored part, so that only the checksum can tell."""
    path = save(folder)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    data = path.read_bytes()
    assert data.count(b"inbox:hello") > 0
    path.write_bytes(data.replace(b"inbox:hello", b"inbox:hellp", 1))
    return path


def lying_size(folder: Path) -> Path:
    """Declare 10 bytes in the directory for a part that has many more."""
    path = save(folder)
    data = bytearray(path.read_bytes())
    at = data.rindex(METRICS.encode()) - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(data)
    return path


def bomb(unpacked: int, name: str = METRICS) -> Make:
    """Write a real part that unpacks to so many spaces."""

    def make(folder: Path) -> Path:
        path = save(folder)
        with zipfile.ZipFile(path) as old:
            parts = {one: old.read(one) for one in old.namelist() if one != name}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for one, data in parts.items():
                made.writestr(one, data)
            with made.open(name, "w") as entry:
                for _ in range(unpacked // 1_000_000):
                    entry.write(b" " * 1_000_000)
        return path

    return make


def many_parts(folder: Path) -> Path:
    path = save(folder)
    with zipfile.ZipFile(path, "a") as made:
        for number in range(5001):
            made.writestr(f"xl/media/{number}", b"")
    return path


def repeated(folder: Path) -> Path:
    path = save(folder)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(path, "a") as made:
        made.writestr(METRICS, b"<worksheet/>")
    return path


def packed_with(method: int) -> Make:
    def make(folder: Path) -> Path:
        path = save(folder)
        with zipfile.ZipFile(path, "a", method) as made:
            made.writestr("xl/extra.xml", b"<x/>" * 100)
        return path

    return make


def with_password(folder: Path) -> Path:
    path = save(folder)
    data = bytearray(path.read_bytes())
    for hit in re.finditer(b"PK\x01\x02", bytes(data)):
        data[hit.start() + 8] |= 1
    path.write_bytes(data)
    return path


def huge_file(folder: Path) -> Path:
    path = folder / "odd.xlsx"
    with path.open("wb") as opened:
        opened.write(b"PK\x03\x04")
        opened.truncate(200_000_000)
    return path


def in_front(text: bytes) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(rb"^(<\?xml[^>]*\?>)?", lambda hit: hit[0] + text, data, count=1)


TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = swap(TRANSITIONAL, "http://purl.oclc.org/ooxml/spreadsheetml/main")
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

REFUSED: dict[str, tuple[Make, str]] = {
    "missing": (lambda folder: folder / "none.xlsx", "there is no such file: check the name and the folder"),
    "inside a file": (lambda folder: content(b"x")(folder) / "a.xlsx", "there is no such file"),
    "a NUL in the name": (lambda folder: folder / "a\0b.xlsx", "is no name of a file: check the name"),
    "folder": (folder_itself, "is a folder: name a workbook in it"),
    "empty": (content(b""), "is empty"),
    "lock file": (content(b"\x05Maria", "~$client.xlsx"), "is the note that Excel keeps while a workbook is open: "
                  "name client.xlsx, the workbook itself"),
    "huge file": (huge_file, "has 200,000,000 bytes, more than the 100,000,000 that are read"),
    "csv": (content(b"workflow id;name\ninvoicing;Invoicing\n"), "is plain text, such as CSV: open it in Excel"),
    "csv in UTF-16": (content("workflow id\tname\n".encode("utf-16")), "is plain text, such as CSV"),
    "csv in Latin-1": (content("geschäft;größe\n".encode("latin-1")), "is plain text, such as CSV"),
    "html": (content(b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>"), "is a web page (HTML)"),
    "html table": (content(b"<table><tr><td>1</td></tr></table>"), "is a web page (HTML)"),
    "xml of 2003": (content(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
                    "is a workbook of the old XML format of 2003"),
    "xml": (content(b'<?xml version="1.0"?><a/>'), "is XML, but no workbook"),
    "pdf": (content(b"%PDF-1.7\n"), "is a PDF"),
    "picture": (content(b"\x89PNG\r\n\x1a\n"), "is a picture"),
    "bytes": (content(bytes(range(256)) * 20), "is no workbook: open it in Excel"),
    "old xls": (content(OLE2 + "Workbook".encode("utf-16-le")),
                "is a workbook of the old .xls format: open it in Excel"),
    "encrypted": (content(OLE2 + bytes(2_000_000) + "EncryptedPackage".encode("utf-16-le")),
                  "is encrypted: open it with its password and save it without one"),
    "old word": (content(OLE2 + "WordDocument".encode("utf-16-le")), "is an old Office file, but no workbook"),
    "cut in half": (cut(0.5), "is cut off or damaged (no whole zip archive): fetch or save it again"),
    "cut near the end": (cut(0.995), "is cut off or damaged"),
    "four bytes": (content(b"PK\x03\x04"), "is cut off or damaged"),
    "bad CRC": (bad_crc, "is damaged (Bad CRC-32 for file"),
    "lying size": (lying_size, "is damaged (Bad CRC-32 for file"),
    "bomb by size": (bomb(400_000_000), "more than the 300,000,000 that are read"),
    "bomb by ratio": (bomb(200_000_000), "times its size, like a zip bomb: do not open it"),
    "bomb beside the sheets": (bomb(200_000_000, "xl/media/image1.png"), "like a zip bomb"),
    "too many parts": (many_parts, "has more than 5,000 parts"),
    "a part twice": (repeated, f"has the part '{METRICS}' twice"),
    "path upwards": (added(**{"..__..__etc__passwd": b"x"}),
                     "has a part with a path that leads elsewhere ('../../etc/pas"),
    "path from the root": (added(__etc__passwd=b"x"), "has a part with a path that leads elsewhere ('/etc/passwd')"),
    "path with a drive": (added(**{"C:__x": b"x"}), "has a part with a path that leads elsewhere ('C:/x')"),
    "unusual packing": (packed_with(zipfile.ZIP_LZMA),
                        "has a part ('xl/extra.xml') packed in a way that Excel does not use"),
    "zip password": (with_password, "is a zip archive with a password: save it without a password"),
    "a zip of files": (archive(readme=b"x"), "is a zip archive, but no workbook"),
    "word": (archive(**{TYPES: types(f"{OFFICE}.wordprocessingml.document.main+xml")}),
             "is a Word document"),
    "powerpoint": (archive(**{TYPES: types(f"{OFFICE}.presentationml.main+xml")}),
                   "is a PowerPoint presentation"),
    "xlsb": (archive(**{TYPES: types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}),
             "is a binary workbook (.xlsb)"),
    "ods": (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "is an OpenDocument spreadsheet (.ods)"),
    "odt": (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "is a document, but no workbook"),
    "no content types": (part(TYPES, lambda _: None), "lacks its part [Content_Types].xml"),
    "damaged content types": (part(TYPES, lambda data: data[:-20]), "has a damaged part '[Content_Types].xml' ("),
    "no workbook part": (part(WORKBOOK, lambda _: None), "lacks its part xl/workbook.xml"),
    "no relations": (part(RELS, lambda _: None), "lacks its part xl/_rels/workbook.xml.rels"),
    "no sheet part": (part(METRICS, lambda _: None), f"lacks the part of its sheet 'Metrics' ({METRICS})"),
    "sheet elsewhere": (part(RELS, swap(f'Target="/{METRICS}"', 'Target="http://example.com/x" TargetMode="External"')),
                        "lacks the part of its sheet 'Metrics'"),
    "no sheets": (part(WORKBOOK, lambda data: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", data)), "has no sheet"),
    "two sheets of a name": (part(WORKBOOK, swap('name="Metrics"', 'name="WORKFLOWS"')),
                             "has two sheets of the name 'WORKFLOWS': rename one of them"),
    "strict": (part(WORKBOOK, STRICT), "is a workbook in the Strict Open XML format: save it as"),
    "entity in a sheet": (part(METRICS, in_front(ENTITY)),
                          f"has a part '{METRICS}' that defines a DOCTYPE or an entity"),
    "entity in the workbook": (part(WORKBOOK, in_front(ENTITY)), f"has a part '{WORKBOOK}' that defines a DOCTYPE"),
    "entity in styles": (part("xl/styles.xml", in_front(ENTITY)), "defines a DOCTYPE or an entity: do not open it"),
    "doctype after a long comment": (part(METRICS, in_front(b"<!--" + b" " * 1_048_530 + b"-->" + ENTITY)),
                                     "defines a DOCTYPE or an entity"),
    "utf-16": (part(METRICS, lambda data: data.decode().encode("utf-16")),
               f"has a part '{METRICS}' that is not written in UTF-8"),
    "declared utf-7": (part(METRICS, lambda data: b'<?xml version="1.0" encoding="UTF-7"?>' + data),
                       "that is not written in UTF-8"),
    "two billion rows declared": (part(METRICS, swap('<dimension ref="A1:V3"', '<dimension ref="A1:V2000000000"')),
                                  f"declares 2,000,000,000 rows, Excel has 1,048,576 ({METRICS})"),
    "row two billion": (part(METRICS, swap('<row r="3"', '<row r="2000000000"')),
                        "has a cell in row 2000000000, beyond"),
    "row after the last": (part(METRICS, swap('r="A3"', 'r="A1048577"')),
                           "has a cell in row 1048577, beyond Excel's limits"),
    "column after the last": (part(METRICS, swap('r="A3"', 'r="XFE3"')),
                              "has a cell in column XFE, beyond Excel's limits"),
    "column of four letters": (part(METRICS, swap('r="A3"', 'r="AAAA3"')), "has a cell in column AAAA, beyond"),
}  # fmt: skip

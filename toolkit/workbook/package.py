"""The parts of a workbook's zip archive: that they are those of a spreadsheet, harmless and of a size to be read."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

MAX_UNPACKED = 300_000_000
"""Bytes of all parts: 200,000 metric rows take some 200 MB."""
MAX_PART = 32_000_000
"""Bytes of a part that is read as a whole: everything but sheets, pictures and what belongs to pivot tables."""
MAX_RATIO = 100
"""Unpacked to packed: sheets of numbers reach 10, of blank cells 30, a bomb 1,000."""
HARMLESS = 20_000_000
"""Below this many bytes the ratio does not matter."""
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_CONTENT_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACRO = "application/vnd.ms-excel."
_WORKBOOKS = (
    f"{_MAIN}sheet.main+xml",
    f"{_MAIN}template.main+xml",
    f"{_MACRO}sheet.macroEnabled.main+xml",
    f"{_MACRO}template.macroEnabled.main+xml",
)
_STRICT = "http://purl.oclc.org/ooxml/"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OTHERS = (
    ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "is a binary workbook (.xlsb)"),
    ("wordprocessingml", "is a Word document"),
    ("presentationml", "is a PowerPoint presentation"),
)
_SAVE_AGAIN = "open it in Excel or LibreOffice and save it as .xlsx"
_MEDIA = (".bin", ".bmp", ".emf", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".wmf", ".webp", "/")
"""Pictures and binary parts: the reading never opens them."""
_CHUNK = 1 << 20
_OVERLAP = 256
_DECLARED_ENCODING = re.compile(rb"""^(?:\xef\xbb\xbf)?<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
# The usual spelling alone, for speed: the reading itself refuses such places however they are spelled.
_BEYOND = re.compile(
    rb"""r=["'](?:[A-Za-z]{0,9}([0-9]{7,})|([A-Za-z]{4,}|[YZyz][A-Za-z]{2}|[Xx](?:[G-Zg-z][A-Za-z]|[Ff][E-Ze-z]))[0-9])"""
)
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s[^>]{0,200}?ref\s*=\s*["']([^"']{0,100})["']""")


class Refused(Exception):
    """Why an archive is not read, and what to do."""

    def __init__(self, found: str, mend: str = _SAVE_AGAIN) -> None:
        self.found, self.mend = found, mend
        super().__init__(found)


def check(archive: zipfile.ZipFile, packed: int) -> None:
    """Raise ``Refused`` for an archive that is no readable workbook; ``packed`` is the size of the file.

    Errors of ``zipfile`` and ``zlib`` (bad CRC, cut-off data) pass through.
    """
    _check_entries(archive.infolist(), packed)
    names = set(archive.namelist())
    _check_document(archive, names)
    workbook = _workbook_part(archive, names)
    sheets = _sheet_parts(archive, names, workbook)
    for info in archive.infolist():
        if info.filename in sheets or not info.filename.lower().endswith(_MEDIA):
            _check_part(archive, info, info.filename in sheets)


def _check_entries(entries: list[zipfile.ZipInfo], packed: int) -> None:
    seen = set()
    for info in entries:
        name = info.filename
        parts = re.split(r"[/\\]", name)
        if name.startswith(("/", "\\")) or ".." in parts or "\\" in name or ":" in name or "\0" in info.orig_filename:
            raise Refused(f"has a part with a path that leads elsewhere ({name[:60]!r})")
        if name in seen:
            raise Refused(f"has the part {name[:60]!r} twice")
        seen.add(name)
        if info.flag_bits & 1:
            raise Refused("is a zip archive with a password", "save it without a password")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Refused(f"has a part ({name[:60]!r}) packed in a way that Excel does not use")
    unpacked = sum(info.file_size for info in entries)
    if unpacked > MAX_UNPACKED:
        mend = "remove what is no input" if unpacked < 10 * MAX_UNPACKED else "do not open it"
        raise Refused(f"unpacks to {unpacked:,} bytes, more than the {MAX_UNPACKED:,} that are read", mend)
    if unpacked > HARMLESS and unpacked > MAX_RATIO * packed:
        raise Refused(f"unpacks to {unpacked / packed:,.0f} times its size, like a zip bomb", "do not open it")


def _check_document(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in names and _CONTENT_TYPES not in names:
        kind = _read(archive, "mimetype").decode("ascii", "replace")
        if "opendocument.spreadsheet" in kind:
            raise Refused("is an OpenDocument spreadsheet (.ods)")
        raise Refused("is a document, but no workbook")
    if _CONTENT_TYPES not in names:
        if any(name.startswith("xl/") for name in names):
            raise Refused(f"lacks its part {_CONTENT_TYPES}")
        raise Refused("is a zip archive, but no workbook", "name the workbook itself, unpacked from the archive")


def _workbook_part(archive: zipfile.ZipFile, names: set[str]) -> str:
    types = {
        str(node.get("ContentType")): str(node.get("PartName", "/xl/workbook.xml")).removeprefix("/")
        for node in _tree(archive, _CONTENT_TYPES)
    }
    for kind in _WORKBOOKS:
        if kind in types:
            if types[kind] not in names:
                raise Refused(f"lacks its part {types[kind]}")
            return types[kind]
    for mark, found in _OTHERS:
        if any(mark in kind for kind in types):
            raise Refused(found)
    raise Refused("lacks its part xl/workbook.xml" if "xl/workbook.xml" not in names else "is no workbook")


def _sheet_parts(archive: zipfile.ZipFile, names: set[str], workbook: str) -> set[str]:
    root = _tree(archive, workbook)
    if _STRICT in root.tag:
        mend = 'save it as "Excel Workbook (.xlsx)", not as "Strict Open XML Spreadsheet"'
        raise Refused("is a workbook in the Strict Open XML format", mend)
    folder, file = posixpath.split(workbook)
    rels = f"{folder}/_rels/{file}.rels"
    if rels not in names:
        raise Refused(f"lacks its part {rels}")
    targets = {
        str(node.get("Id")): posixpath.normpath(posixpath.join("/", folder, str(node.get("Target")))).removeprefix("/")
        for node in _tree(archive, rels)
        if node.get("TargetMode") != "External"
    }
    titles: set[str] = set()
    parts: set[str] = set()
    for node in root.iter(_SHEET):
        title = str(node.get("name"))
        part = targets.get(str(node.get(_ID)), "")
        if part not in names:
            raise Refused(f"lacks the part of its sheet {title[:40]!r}" + (f" ({part[:60]})" if part else ""))
        if title.casefold() in titles:
            raise Refused(f"has two sheets of the name {title[:40]!r}", "rename one of them")
        titles.add(title.casefold())
        parts.add(part)
    if not parts:
        raise Refused("has no sheet")
    return parts


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, is_sheet: bool) -> None:
    """Stream one XML part to its end, so that its checksum is compared too."""
    name = info.filename
    if not is_sheet and info.file_size > MAX_PART and "pivot" not in name:
        raise Refused(f"has a part {name[:60]!r} of {info.file_size:,} bytes", "remove what is no input")
    is_first, tail = True, b""
    for chunk in _chunks(archive, info):
        data = tail + chunk
        if is_first:
            _check_encoding(name, data)
            if is_sheet:
                _check_dimension(name, data)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Refused(f"has a part {name[:60]!r} that defines a DOCTYPE or an entity", "do not open it")
        if is_sheet and (beyond := next((hit for hit in _BEYOND.finditer(data) if _is_beyond(hit)), None)):
            place = (beyond[1] or beyond[2]).decode()
            what = f"row {place[:20]}" if beyond[1] else f"column {place[:20]}"
            raise Refused(f"has a cell in {what}, beyond Excel's limits ({name[:60]})")
        is_first, tail = False, data[-_OVERLAP:]


def _check_encoding(name: str, data: bytes) -> None:
    declared = _DECLARED_ENCODING.match(data)
    if b"\0" in data[:4] or (declared and declared[1].lower() not in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}):
        raise Refused(f"has a part {name[:60]!r} that is not written in UTF-8")


def _check_dimension(name: str, data: bytes) -> None:
    declared = _DIMENSION.search(data)
    if declared is None:
        return
    rows = [int(number[:12]) for number in re.findall(rb"[0-9]+", declared[1])]
    if rows and max(rows) > LAST_ROW:
        raise Refused(f"declares {max(rows):,} rows, Excel has {LAST_ROW:,} ({name[:60]})")


def _is_beyond(hit: re.Match[bytes]) -> bool:
    return hit[1] is None or int(hit[1][:12]) > LAST_ROW


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            yield chunk


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > MAX_PART // 8:
        raise Refused(f"has a part {name[:60]!r} of {info.file_size:,} bytes")
    return archive.read(info)


def _tree(archive: zipfile.ZipFile, name: str) -> ET.Element:
    _check_part(archive, archive.getinfo(name), is_sheet=False)
    try:
        return ET.fromstring(_read(archive, name))  # noqa: S314  a part with a DOCTYPE was refused
    except ET.ParseError as error:
        raise Refused(f"has a damaged part {name[:60]!r} ({error})") from error

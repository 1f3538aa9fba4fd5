"""Files that are no workbook, or a hostile one: one clear line each, before anything heavy is imported."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.workbook.corpus import part_of, rewrite, save, swap
from toolkit.errors import UnreadableWorkbook
from toolkit.workbook import package
from toolkit.workbook.preflight import preflight
from toolkit.workbook.reading import examine, load

OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1000)
WORKBOOK, TYPES, RELS = "xl/workbook.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
METRICS = part_of("Metrics")

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


def fifo(folder: Path) -> Path:
    path = folder / "odd.xlsx"
    os.mkfifo(path)
    return path


def in_front(text: bytes) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(rb"^(<\?xml[^>]*\?>)?", lambda hit: hit[0] + text, data, count=1)


STRICT = swap("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
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
    "old xls": (content(OLE2 + "Workbook".encode("utf-16-le")), "is a workbook of the old .xls format: open it in Excel"),
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
    "large styles": (bomb(19_000_000, "xl/theme/theme1.xml"), ""),
    "too many parts": (many_parts, "has more than 5,000 parts"),
    "a part twice": (repeated, f"has the part '{METRICS}' twice"),
    "path upwards": (added(**{"..__..__etc__passwd": b"x"}), "has a part with a path that leads elsewhere ('../../etc/pas"),
    "path from the root": (added(__etc__passwd=b"x"), "has a part with a path that leads elsewhere ('/etc/passwd')"),
    "path with a drive": (added(**{"C:__x": b"x"}), "has a part with a path that leads elsewhere ('C:/x')"),
    "unusual packing": (packed_with(zipfile.ZIP_LZMA), "has a part ('xl/extra.xml') packed in a way that Excel does not use"),
    "zip password": (with_password, "is a zip archive with a password: save it without a password"),
    "a zip of files": (archive(readme=b"x"), "is a zip archive, but no workbook"),
    "word": (archive(**{TYPES: types("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")}),
             "is a Word document"),
    "powerpoint": (archive(**{TYPES: types("application/vnd.openxmlformats-officedocument.presentationml.main+xml")}),
                   "is a PowerPoint presentation"),
    "xlsb": (archive(**{TYPES: types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}),
             "is a binary workbook (.xlsb)"),
    "ods": (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "is an OpenDocument spreadsheet (.ods)"),
    "odt": (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "is a document, but no workbook"),
    "no content types": (part(TYPES, lambda _: None), "lacks its part [Content_Types].xml"),
    "damaged content types": (part(TYPES, lambda data: data[:-20]), "has a damaged part '[Content_Types].xml' ("),
    "no workbook part": (part(WORKBOOK, lambda _: None), "lacks its part xl/workbook.xml"),
    "no relations": (part(RELS, lambda _: None), "lacks its part xl/_rels/workbook.xml.rels"),
    "no sheet part": (part(METRICS, lambda _: None), f"lacks the part of its sheet 'Metrics' ({METRICS})"),
    "sheet elsewhere": (part(RELS, swap(f'Target="/{METRICS}"', 'Target="http://example.com/x" TargetMode="External"')),
                        "lacks the part of its sheet 'Metrics'"),
    "no sheets": (part(WORKBOOK, lambda data: re.sub(rb"<sheets>.*</sheets>", b"<sheets/>", data)), "has no sheet"),
    "two sheets of a name": (part(WORKBOOK, swap('name="Metrics"', 'name="workflows"')),
                             "has two sheets of the name 'workflows': rename one of them"),
    "strict": (part(WORKBOOK, STRICT), "is a workbook in the Strict Open XML format: save it as"),
    "entity in a sheet": (part(METRICS, in_front(ENTITY)), f"has a part '{METRICS}' that defines a DOCTYPE or an entity"),
    "entity in the workbook": (part(WORKBOOK, in_front(ENTITY)), f"has a part '{WORKBOOK}' that defines a DOCTYPE"),
    "entity in styles": (part("xl/styles.xml", in_front(ENTITY)), "defines a DOCTYPE or an entity: do not open it"),
    "doctype after a long comment": (part(METRICS, in_front(b"<!--" + b" " * 1_048_530 + b"-->" + ENTITY)),
                                     "defines a DOCTYPE or an entity"),
    "utf-16": (part(METRICS, lambda data: data.decode().encode("utf-16")), f"has a part '{METRICS}' that is not written in UTF-8"),
    "declared utf-7": (part(METRICS, lambda data: b'<?xml version="1.0" encoding="UTF-7"?>' + data),
                       "that is not written in UTF-8"),
    "two billion rows declared": (part(METRICS, lambda data: re.sub(rb'ref="A1:[A-Z]+\d+"', b'ref="A1:V2000000000"', data)),
                                  f"declares 2,000,000,000 rows, Excel has 1,048,576 ({METRICS})"),
    "row two billion": (part(METRICS, swap('<row r="3"', '<row r="2000000000"')), "has a cell in row 2000000000, beyond"),
    "row after the last": (part(METRICS, swap('r="A3"', 'r="A1048577"')), "has a cell in row 1048577, beyond Excel's limits"),
    "column after the last": (part(METRICS, swap('r="A3"', 'r="XFE3"')), "has a cell in column XFE, beyond Excel's limits"),
    "column of four letters": (part(METRICS, swap('r="A3"', 'r="AAAA3"')), "has a cell in column AAAA, beyond"),
}  # fmt: skip
HARMLESS = {name for name, (_, said) in REFUSED.items() if not said}


@pytest.mark.parametrize("name", REFUSED.keys() - HARMLESS)
def test_one_clear_line(tmp_path: Path, name: str) -> None:
    make, said = REFUSED[name]
    path = make(tmp_path)
    with pytest.raises(UnreadableWorkbook) as caught:
        preflight(path)
    line = str(caught.value)
    assert said in line
    assert line.startswith((f"{path}: ", repr(str(path))))
    assert "\n" not in line
    assert caught.value.found
    assert caught.value.mend
    for read in (load, examine):
        with pytest.raises(UnreadableWorkbook, match=re.escape(said)):
            read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWorkbook, match="is no regular file"):
        preflight(fifo(tmp_path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = save(tmp_path)
    path.chmod(0)
    with pytest.raises(UnreadableWorkbook, match="cannot be read"):
        preflight(path)


def test_good_workbooks_pass(tmp_path: Path) -> None:
    preflight(save(tmp_path))
    preflight(str(save(tmp_path)))
    preflight(bomb(19_000_000, "xl/theme/theme1.xml")(tmp_path))


@pytest.mark.parametrize("ref", ["A1", "A1:A1", "A1:XFD1048576", "V2:V3"])
def test_a_lying_dimension_within_the_limits_is_harmless(tmp_path: Path, ref: str) -> None:
    path = part(METRICS, lambda data: re.sub(rb'<dimension ref="[^"]*"', f'<dimension ref="{ref}"'.encode(), data))(tmp_path)
    assert len(load(path)["Metrics"]) == 2


def test_no_dimension_at_all_is_harmless(tmp_path: Path) -> None:
    path = part(METRICS, lambda data: re.sub(rb"<dimension [^>]*/>", b"", data))(tmp_path)
    assert len(load(path)["Metrics"]) == 2


@pytest.mark.parametrize("ref", ["A1048576", "XFD3", "ZZ3", "XEZ3"])
def test_the_last_places_of_excel_are_within_the_limits(tmp_path: Path, ref: str) -> None:
    preflight(part(METRICS, swap('r="A3"', f'r="{ref}"'))(tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('r="A3"', 'r = "V2000000000"'),
        ('r="A3"', "r\n=\n'AAAAA3'"),
        ('r="A3"', 'r="XFE3"'),
        ('r="A3"', 'r="?"'),
        ('<row r="3"', '<row r = "2000000000"'),
        ('<row r="3"', '<row r="1"'),
        ('<row r="3"', '<row r="-3"'),
        ('<row r="3"', '<row r="x"'),
        ("</sheetData>", ""),
        ("<v>40</v>", "<v>40</w>"),
    ],
)
def test_the_reading_refuses_what_the_preflight_does_not_see(
    tmp_path: Path, old: str, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "_BEYOND", re.compile(rb"\Zx"))
    path = part(METRICS, swap(old, new))(tmp_path)
    preflight(path)
    with pytest.raises(UnreadableWorkbook, match="the sheet 'Metrics' is damaged") as caught:
        load(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["xl/styles.xml", "docProps/core.xml", "xl/theme/theme1.xml"])
def test_parts_that_openpyxl_cannot_read_are_one_line(tmp_path: Path, name: str) -> None:
    path = part(name, lambda data: data[: len(data) // 2])(tmp_path)
    if "theme" in name:
        assert len(load(path)["Metrics"]) == 2
        return
    with pytest.raises(UnreadableWorkbook, match="its parts are damaged") as caught:
        load(path)
    assert "\n" not in str(caught.value)


def test_a_reference_across_two_chunks_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = part(METRICS, swap('r="A3"', 'r="XFE3"'))(tmp_path)
    for size in range(200, 240):
        monkeypatch.setattr(package, "_CHUNK", size)
        with pytest.raises(UnreadableWorkbook, match="beyond Excel's limits"):
            preflight(path)


def test_a_large_honest_workbook_passes(tmp_path: Path) -> None:
    """Some 200,000 metric rows of 22 cells: the limits are above it."""
    path = save(tmp_path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    text = io.StringIO()
    head, tail = parts[METRICS].decode().split("</sheetData>")
    for row in range(4, 200_000):
        cells = "".join(f'<c r="{letter}{row}" t="n"><v>{row * 7919 % 9973}</v></c>' for letter in "CDEFGHIJKLMNOPQRSTUV")
        text.write(f'<row r="{row}"><c r="A{row}" t="n"><v>1</v></c><c r="B{row}" s="1"><v>45000</v></c>{cells}</row>')
    parts[METRICS] = f"{head}{text.getvalue()}</sheetData>{tail}".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert len(parts[METRICS]) > 150_000_000
    preflight(path)


HOSTILE = ("bomb by size", "bomb by ratio", "bomb beside the sheets", "entity in a sheet", "two billion rows declared",
           "row two billion", "strict", "encrypted", "cut in half", "too many parts", "doctype after a long comment")  # fmt: skip


def test_hostile_files_take_no_memory_and_no_heavy_import(tmp_path: Path) -> None:
    """Each is refused under a hard limit of 500 MB of address space, without openpyxl, pandas or NumPy."""
    resource = pytest.importorskip("resource")
    paths = []
    for name in HOSTILE:
        folder = tmp_path / name
        folder.mkdir()
        paths.append(str(REFUSED[name][0](folder)))
    script = """
import sys, time
from toolkit.errors import UnreadableWorkbook
from toolkit.workbook.reading import load
for path in sys.argv[1:]:
    began = time.process_time()
    try:
        load(path)
    except UnreadableWorkbook as error:
        print(error)
    assert time.process_time() - began < 2, path
assert not {"openpyxl", "pandas", "numpy", "pandera"} & sys.modules.keys()
"""
    limit = 500_000_000
    done = subprocess.run(
        [sys.executable, "-c", script, *paths],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(HOSTILE)
    for name, line in zip(HOSTILE, lines, strict=True):
        assert REFUSED[name][1] in line

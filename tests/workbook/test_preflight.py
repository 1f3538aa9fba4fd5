"""Files that are no workbook, or a hostile one: one clear line each, before anything heavy is imported."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.workbook.corpus import save, swap
from tests.workbook.hostile import METRICS, REFUSED, bomb, part
from toolkit.errors import UnreadableWorkbook
from toolkit.workbook import package
from toolkit.workbook.preflight import preflight
from toolkit.workbook.reading import examine, load


@pytest.mark.parametrize("name", REFUSED)
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
    os.mkfifo(tmp_path / "odd.xlsx")
    with pytest.raises(UnreadableWorkbook, match="is no regular file"):
        preflight(tmp_path / "odd.xlsx")


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
    declared = f'<dimension ref="{ref}"'.encode()
    path = part(METRICS, lambda data: re.sub(rb'<dimension ref="[^"]*"', declared, data) + b" ")(tmp_path)
    assert len(load(path)["Metrics"]) == 2


def test_no_dimension_at_all_is_harmless(tmp_path: Path) -> None:
    path = part(METRICS, lambda data: re.sub(rb"<dimension [^>]*/>", b"", data))(tmp_path)
    assert len(load(path)["Metrics"]) == 2


@pytest.mark.parametrize("ref", ["A1048576", "XFD3", "ZZ3", "XEZ3"])
def test_the_last_places_of_excel_are_within_the_limits(tmp_path: Path, ref: str) -> None:
    preflight(part(METRICS, swap('r="A3"', f'r="{ref}"'))(tmp_path))


def test_the_reading_refuses_a_row_that_stands_twice(tmp_path: Path) -> None:
    path = part(METRICS, lambda data: re.sub(rb'r="([A-Z]*)3"', rb'r="\g<1>2"', data))(tmp_path)
    with pytest.raises(UnreadableWorkbook, match=r"row 2 stands after row 2"):
        load(path)


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
        value = row * 7919 % 9973
        cells = "".join(f'<c r="{letter}{row}" t="n"><v>{value}</v></c>' for letter in "CDEFGHIJKLMNOPQRSTUV")
        text.write(f'<row r="{row}"><c r="A{row}" t="n"><v>1</v></c><c r="B{row}" s="1"><v>45000</v></c>{cells}</row>')
    parts[METRICS] = f"{head}{text.getvalue()}</sheetData>{tail}".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert len(parts[METRICS]) > 150_000_000
    preflight(path)


HOSTILE = (
    "bomb by size", "bomb by ratio", "bomb beside the sheets", "entity in a sheet", "two billion rows declared",
    "row two billion", "strict", "encrypted", "cut in half", "too many parts", "doctype after a long comment",
)  # fmt: skip


def test_hostile_files_take_no_memory_and_no_heavy_import(tmp_path: Path) -> None:
    """Each is refused under a hard limit of 500 MB of address space, without openpyxl, pandas or NumPy."""
    if sys.platform != "linux":
        pytest.skip("limits of address space are kept on Linux alone")
    import resource

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

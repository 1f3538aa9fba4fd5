"""A client's folder: what it may hold, every problem at once, colours that can be read, and what it puts on a page."""

from __future__ import annotations

import itertools
import os
import re
from functools import cache
from pathlib import Path

import pytest

from tests.render import firms
from toolkit.app.assessment import Assessment
from toolkit.errors import LookProblems
from toolkit.render.contrast import GRAPHIC, TEXT, hex_colour, nearest, passes, ratio
from toolkit.render.html import parts_style, render_index
from toolkit.render.look import MOST_FILES, SHIPPED, load_look
from toolkit.render.look_colours import FILLS, GROUNDS, PAIRS, PAPER, WORDS, demands, properties, shipped_colours
from toolkit.render.look_logo import MOST_BYTES
from toolkit.resources import folder

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 60"><rect width="60" height="60"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB\x60\x82"
NAMED = 'name = "Harbour & Pine"\n'
STYLE = (folder("templates") / "style.css").read_text("utf-8")


@cache
def firm() -> Assessment:
    return firms.firm()


def put(place: Path, **files: str | bytes) -> Path:
    """Write files; ``__`` in a name stands for a dot, ``___`` for a slash."""
    for name, content in files.items():
        file = place / name.replace("___", "/").replace("__", ".").replace("_j2", ".j2")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def wrong(place: Path) -> list[str]:
    with pytest.raises(LookProblems) as found:
        load_look(place)
    assert str(found.value).startswith(f"{place}: {len(found.value.problems)} problem")
    return [str(problem) for problem in found.value.problems]


def policy(html: str) -> str:
    (found,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    return str(found)


# --- the brand on a page ----------------------------------------------------------------------------------


def test_without_a_folder_pages_are_as_shipped() -> None:
    assert load_look(None) is SHIPPED
    html = render_index(firm())
    assert "brand" not in html.partition("</style>")[2]
    assert "img-src" not in policy(html)


def test_name_logo_and_accent_stand_on_the_page_and_the_organisation_stays(tmp_path: Path) -> None:
    toml = NAMED + 'logo = "logo.svg"\n[colours]\naccent = "#8a2f73"\n'
    html = render_index(firm(), look=load_look(put(tmp_path, brand__toml=toml, logo__svg=SVG)))
    header = html.partition("<header")[2].partition("</header>")[0]
    assert '<img src="data:image/svg+xml;base64,' in header
    assert 'alt="Harbour &amp; Pine"' in header
    assert "<bdi>Harbour &amp; Pine</bdi>" in header
    assert "Northwind Advisory" in header
    assert "img-src data:;" in policy(html)
    assert "font-src" not in policy(html)
    assert ":root { --accent: #8a2f73; }" in html


def test_a_name_alone_needs_no_pictures_and_hostile_names_are_text(tmp_path: Path) -> None:
    toml = "name = '</style><script>alert(1)</script>{{ 7*7 }}'\n"
    html = render_index(firm(), look=load_look(put(tmp_path, brand__toml=toml)))
    assert "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in html
    assert "<script" not in html
    assert "img-src" not in policy(html)


def test_a_png_is_embedded_as_such(tmp_path: Path) -> None:
    look = load_look(put(tmp_path, brand__toml=NAMED + 'logo = "logo.png"', logo__png=PNG))
    assert look.brand is not None
    assert look.brand.logo.startswith("data:image/png;base64,")


def test_what_is_no_part_of_the_look_may_lie_beside_it(tmp_path: Path) -> None:
    put(tmp_path, brand__toml=NAMED, README__md="x", LICENSE="x", __DS_Store="x", __git___config="x")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    assert load_look(tmp_path).files == ("brand.toml",)


def test_a_style_of_ones_own_may_embed_pictures_and_fonts(tmp_path: Path) -> None:
    own = STYLE + "@font-face { font-family: x; src: url(data:font/woff2;base64,AA==); }\nbody { color: \\66 00; }"
    html = render_index(firm(), look=load_look(put(tmp_path, style__css=own)))
    assert own in html
    assert "font-src data:;" in policy(html)
    assert "img-src" not in policy(html)


# --- problems ---------------------------------------------------------------------------------------------

MARGIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
CASES: list[tuple[dict[str, str | bytes], str]] = [
    ({"brand__toml": 'nmae = "x"'}, 'brand.toml nmae: found no such key, allowed name, logo, colours, paper: .*"name"'),
    ({"brand__toml": "name = 7"}, 'brand.toml name: found "7", allowed 1 to 60 characters: write'),
    ({"brand__toml": 'name = " "'}, "brand.toml name: found"),
    ({"brand__toml": f'name = "{"x" * 61}"'}, "brand.toml name: found"),
    ({"brand__toml": "name = x"}, r"brand.toml: found no TOML \(.*line 1.*\), allowed lines like name"),
    ({"brand__toml": b'name = "\xff"'}, "brand.toml: found text in another encoding, allowed UTF-8"),
    ({"brand__toml": 'logo = "logo.svg"', "logo__svg": SVG}, "brand.toml name: found nothing"),
    ({"brand__toml": NAMED + 'logo = "logo.svg"'}, 'brand.toml logo: found "logo.svg", allowed a file in this folder'),
    (
        {"brand__toml": NAMED + 'logo = "../logo.svg"'},
        r"logo: found .*allowed the name of a file in this folder, \.svg",
    ),
    ({"brand__toml": NAMED + 'logo = "logo.jpg"', "logo__jpg": b"x"}, r"logo: found .*\.svg or \.png"),
    ({"brand__toml": NAMED + 'logo = "l.png"', "l__png": PNG[:-4]}, "is no whole PNG"),
    ({"brand__toml": NAMED + 'logo = "l.png"', "l__png": b"x" * (MOST_BYTES + 1)}, "200,001 bytes, allowed 200,000"),
    ({"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": "<svg"}, "is no XML"),
    ({"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": "<svg viewBox='0 0 1 1'/>"}, "begins with svg.*xmlns="),
    ({"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": SVG.replace(' viewBox="0 0 60 60"', "")}, "has no size"),
    ({"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": MARGIN.format("<script/>")}, "holds <script>"),
    ({"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": MARGIN.format("<g onload='x()'/>")}, "holds onload on <g>"),
    (
        {"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": MARGIN.format("<use href='http://x/y'/>")},
        "reference to http",
    ),
    (
        {"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": MARGIN.format("<g style='fill:url(x.svg#a)'/>")},
        "style of <g>",
    ),
    ({"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": MARGIN.format("<style>@import 'x'</style>")}, "in <style>"),
    (
        {"brand__toml": NAMED + 'logo = "l.svg"', "l__svg": "<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG},
        "declares entities",
    ),
    ({"brand__toml": "colours = 7"}, "brand.toml colours: found .*allowed a table"),
    ({"brand__toml": '[colours]\nacent = "#000"'}, 'colours.acent: found no such colour.*did you mean "accent"'),
    ({"brand__toml": '[colours]\naccent = "teal"'}, 'colours.accent: found "teal", allowed #rrggbb'),
    ({"brand__toml": '[colours]\naccent = { lite = "#000" }'}, "colours.accent.lite: found no such scheme"),
    ({"brand__toml": '[colours]\naccent = "#7cc4ee"'}, r"contrast 1\.7\d : 1 with band .* in light, allowed 4.5 : 1"),
    ({"brand__toml": '[colours]\naccent = { dark = "#00598f" }'}, r"in dark, allowed 4.5 : 1"),
    ({"brand__toml": '[colours]\npaper = "#808080"'}, r'colours.paper: found "#808080", contrast .* with'),
    ({"brand__toml": '[colours]\nfill-gain = "#0072b2"'}, r"colours.fill-gain: .*with gain .* allowed 3 : 1"),
    ({"style__css": STYLE.replace("--accent: #00598f", "--accent: #aaa")}, "style.css --accent: found .*in light"),
    ({"style__css": STYLE.replace("--accent: #00598f", "--accent: teal")}, 'style.css --accent: found "teal"'),
    ({"indx__html_j2": "x"}, 'indx.html.j2: found a file that changes nothing.*did you mean "index.html.j2"'),
    ({"index__html": "x"}, "index.html: found a file that changes nothing"),
    ({"style__css": "@import 'x.css';"}, 'style.css: found "@import", allowed nothing that loads'),
    ({"style__css": "a { background: url( 'http://x/y' ) }"}, 'style.css: found "url'),
    ({"style__css": "a { background: u\\72 l(/x) }"}, 'style.css: found "url'),
    ({"style__css": "a { background: image-set('x.png' 1x) }"}, "image-set"),
    ({"style__css": "a { } </STYLE><script>"}, 'found "</STYLE"'),
]


@pytest.mark.parametrize(("files", "says"), CASES, ids=[f"{i}-{says[:30]}" for i, (_, says) in enumerate(CASES)])
def test_a_problem_names_file_key_what_is_allowed_and_how_to_mend_it(
    files: dict[str, str | bytes], says: str, tmp_path: Path
) -> None:
    (problem,) = wrong(put(tmp_path, **files))
    assert re.search(says, problem), problem
    assert re.search(r"found .*, allowed .*: \S", problem), problem


def test_all_problems_at_once_in_the_order_of_files(tmp_path: Path) -> None:
    toml = 'nmae = "x"\nlogo = "no.svg"\n[colours]\naccent = "#eee"\ngian = "#000"'
    found = wrong(
        put(tmp_path, brand__toml=toml, indx__html_j2="x", index__html_j2="{% if %}", parts__css="@import 'x'")
    )
    places = [problem.split(": ")[0] for problem in found]
    keys = ("nmae", "name", "logo", "colours.gian")
    assert places == [*(f"brand.toml {key}" for key in keys), "index.html.j2 line 1", "parts.css"]


@pytest.mark.parametrize("make", ["missing", "file", "empty", "crowded"])
def test_a_folder_that_is_none_of_ours(make: str, tmp_path: Path) -> None:
    place = tmp_path / "look"
    if make == "file":
        place.write_text("x")
    elif make != "missing":
        place.mkdir()
        for number in range(MOST_FILES + 1 if make == "crowded" else 0):
            (place / f"{number}.txt").write_text("x")
    (problem,) = wrong(place)
    assert problem.startswith("--templates: found ")


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    place = put(tmp_path / "look", brand__toml=NAMED)
    (place / "index.html.j2").symlink_to(tmp_path / "secret")
    assert "a link that leads out of the folder" in wrong(place)[0]


# --- colours ----------------------------------------------------------------------------------------------


def test_contrast_is_that_of_the_standard() -> None:
    assert ratio("#000", "#fff") == ratio("#fff", "#000") == pytest.approx(21)
    assert ratio("#abc", "#abc") == 1
    # Published borders: #767676 is the lightest grey that passes on white, #949494 for graphics.
    assert ratio("#767676", "#ffffff") >= TEXT > ratio("#777777", "#ffffff")
    assert ratio("#949494", "#ffffff") >= GRAPHIC > ratio("#959595", "#ffffff")
    assert (hex_colour("#FFF"), hex_colour("#12"), hex_colour("red")) == ("#ffffff", "", "")


@pytest.mark.parametrize("colour", ["#ff0000", "#7cc4ee", "#ffffff", "#123456", "#00ff88", "#808080"])
@pytest.mark.parametrize("ground", ["#ffffff", "#14181c", "#f4f6f8"])
def test_the_nearest_shade_passes_and_the_ones_between_do_not(colour: str, ground: str) -> None:
    found = nearest(colour, [(ground, TEXT)])
    assert ratio(found, ground) >= TEXT
    if passes(colour, [(ground, TEXT)]):
        assert found == colour
        return
    assert ratio(found, ground) < TEXT * 1.06, "no further than it must"
    assert nearest("#808080", [("#fff", TEXT), ("#000", 20.0)]) == "", "no shade does both"


def test_shipped_colours_keep_what_is_asked_of_a_clients() -> None:
    schemes = shipped_colours()
    assert set(schemes["light"]) == set(schemes["dark"]) == {*WORDS, *GROUNDS, *FILLS, "line"}, "each has its part"
    for (name, colours), (first, second, least) in itertools.product(schemes.items(), PAIRS):
        assert ratio(colours[first], colours[second]) >= least, (name, first, second)


def test_every_colour_on_either_side_of_the_border(tmp_path: Path) -> None:
    for scheme, name in itertools.product(("light", "dark"), WORDS):
        at_border = nearest("#808080", demands(shipped_colours()[scheme], name))
        low, step = int(at_border[1:3], 16), 1 if scheme == "light" else -1
        too_faint = f"#{low + 4 * step:02x}" + f"{low + 4 * step:02x}" * 2
        for colour, is_wrong in ((at_border, False), (too_faint, True)):
            put(tmp_path, brand__toml=f'[colours]\n{name} = {{ {scheme} = "{colour}" }}')
            if is_wrong:
                (problem,) = wrong(tmp_path)
                mend = re.search(r'nearest shade that can be read is "(#\w{6})"$', problem)
                assert mend, problem
                assert passes(mend[1], demands(shipped_colours()[scheme], name))
            else:
                assert f"--{name}: {colour};" in load_look(tmp_path).colours


@pytest.mark.parametrize(("given", "other"), [("light", "dark"), ("dark", "light")])
def test_a_colour_for_one_scheme_is_carried_over_to_the_other(given: str, other: str, tmp_path: Path) -> None:
    colour = {"light": "#00598f", "dark": "#7cc4ee"}[given]
    put(tmp_path, brand__toml=f'[colours]\naccent = {{ {given} = "{colour}" }}')
    found = properties(load_look(tmp_path).colours)
    assert found[given] == {"accent": colour}
    assert found[other]["accent"] == nearest(colour, demands(shipped_colours()[other], "accent")) != colour


def test_paper_and_jupyterlab_keep_their_own_ground(tmp_path: Path) -> None:
    put(tmp_path, brand__toml='[colours]\npaper = "#fffaf0"\nink = "#102030"\ngain = "#005b8f"')
    look = load_look(tmp_path)
    found = properties(look.colours)
    assert found["light"] == {"paper": "#fffaf0", "ink": "#102030", "gain": "#005b8f"}
    assert found[PAPER] == {"paper": "#ffffff", "ink": "#000000", "gain": "#005b8f"}
    assert found["dark"]["paper"] == shipped_colours()["dark"]["paper"]
    assert "--gain: #005b8f" in look.colours_in_lab
    assert "--ink" not in look.colours_in_lab
    assert look.colours_in_lab in parts_style(look)


def test_a_light_colour_that_white_paper_cannot_show_is_not_printed(tmp_path: Path) -> None:
    light = {**shipped_colours()["dark"], "accent": "#ffe9a0"}
    toml = "[colours]\n" + "\n".join(f'{name} = {{ light = "{colour}" }}' for name, colour in light.items())
    found = properties(load_look(put(tmp_path, brand__toml=toml)).colours)
    assert found["light"]["accent"] == "#ffe9a0"
    assert found[PAPER]["accent"] == shipped_colours()[PAPER]["accent"]

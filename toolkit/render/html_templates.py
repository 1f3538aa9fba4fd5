"""Runs templates: the shipped ones as they are, a client's in Jinja's sandbox, each failure with file, line and name.

The sandbox keeps a client's template from attributes of Python's own, from changing what it is given, and from every
file outside the two folders. It does not keep it from running forever: that is ended with Ctrl+C.
"""

from __future__ import annotations

import re
import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from toolkit.errors import TemplateFailed, did_you_mean
from toolkit.render.markdown import escaped
from toolkit.render.view_words import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.render.look import Look

SHIPPED_FOLDER = "shipped"
"""Under this folder a client's template finds the shipped ones, to extend the one it stands for."""

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_FIELDS_NAMED = 20
_QUOTED = re.compile(r"'([^']+)'")
_NOT_EXPORTED = re.compile(r"requested name '([^']+)'")


class _Missing(StrictUndefined):
    """What a template asked for and is not there: any use of it fails, and says what there is instead."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or owner is missing:
            return self._undefined_hint or f"'{name}' is undefined"
        kind, known = type(owner).__name__, [one for one in dir(owner) if not one.startswith("_")]
        near = did_you_mean(str(name), known)
        fields = f"; there are {', '.join(known[:_FIELDS_NAMED])}" if hasattr(owner, "__dataclass_fields__") else ""
        return f"'{name}' is undefined: {kind} has none{near or fields}"


def drawn(look: Look, template: str, context: Mapping[str, object], *, as_markdown: bool = False) -> str:
    """Return a template filled in; values are escaped as HTML, or as Markdown.

    ``TemplateFailed`` is raised for whatever goes wrong in a client's folder.
    """
    if look.place is None:
        return _environment(look, as_markdown).get_template(template).render(context)
    try:
        return _environment(look, as_markdown).get_template(template).render(context)
    except Exception as error:
        raise _failure(error, look, template, context) from None


@cache
def _environment(look: Look, as_markdown: bool) -> Environment:
    kind = Environment if look.place is None else ImmutableSandboxedEnvironment
    options: dict[str, Any] = {
        "loader": ChoiceLoader([_files(*look.places), PrefixLoader({SHIPPED_FOLDER: _files(look.places[-1])})]),
        "undefined": StrictUndefined if look.place is None else _Missing,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": True,
    }
    if as_markdown:
        # Not HTML: whatever a template puts in is escaped as Markdown instead, so that none can be forgotten.
        return kind(autoescape=False, finalize=lambda value: escaped(str(value)), **options)
    return kind(autoescape=True, **options)


def _files(*places: Path) -> FileSystemLoader:
    return FileSystemLoader(places, encoding="utf-8-sig")


def referenced_templates(look: Look) -> set[str]:
    """Return which templates the client's own extend, include or import; all of them where a name is computed.

    Each template is compiled: ``TemplateFailed`` is raised for the first, in the order of files, that is no Jinja, uses
    a filter that does not exist, or names a template that does not exist.
    """
    own = [name for name in look.files if name.endswith(".j2")]
    found: set[str] = set()
    environment = _environment(look, as_markdown=False)
    known = environment.list_templates()
    for name in own:
        file = str(look.places[0] / name)
        try:
            environment.get_template(name)
            tree = environment.parse(Path(file).read_text(encoding="utf-8-sig"), name, file)
        except TemplateSyntaxError as error:
            raise _failure(error, look, name, {}) from None
        for node, names in _references(tree):
            found |= set(names or own)
            if name in names and isinstance(node, nodes.Extends):
                said = f"it extends itself: to extend the shipped one, write {{% extends '{SHIPPED_FOLDER}/{name}' %}}"
                raise TemplateFailed(file, node.lineno, said, name)
            if names and not getattr(node, "ignore_missing", False) and not set(names) & set(known):
                raise TemplateFailed(file, node.lineno, _no_template(names[0], known), names[0])
        _check_shown(environment, tree, file)
    return found


def _check_shown(environment: Environment, tree: nodes.Template, file: str) -> None:
    """Raise ``TemplateFailed`` for what a template that extends another would drop without a word."""
    parents = [names[0] for node, names in _references(tree) if isinstance(node, nodes.Extends) and names]
    if not parents:
        return
    blocks = _blocks(environment, parents[0])
    for node in tree.body:
        if isinstance(node, nodes.Block) and node.name not in blocks:
            near = did_you_mean(node.name, blocks) or f"; there are {', '.join(sorted(blocks))}"
            raise TemplateFailed(file, node.lineno, f"'{parents[0]}' has no block '{node.name}'{near}", node.name)
        if isinstance(node, nodes.Output):
            texts = [one for one in node.nodes if not (isinstance(one, nodes.TemplateData) and not one.data.strip())]
            if texts:
                said = f"what stands outside of blocks is not shown: '{parents[0]}' has {', '.join(sorted(blocks))}"
                raise TemplateFailed(file, texts[0].lineno, said)


def _blocks(environment: Environment, name: str) -> set[str]:
    """Return the names of the blocks of a template and of those that it extends."""
    if environment.loader is None:
        return set()
    source, _, _ = environment.loader.get_source(environment, name)
    tree = environment.parse(source)
    found = {node.name for node in tree.find_all(nodes.Block)}
    for node, names in _references(tree):
        if isinstance(node, nodes.Extends) and names:
            found |= _blocks(environment, names[0])
    return found


def _references(tree: nodes.Template) -> Iterator[tuple[nodes.Node, list[str]]]:
    """Yield each reference to other templates with their names; none where they are computed."""
    for node in tree.find_all(_REFERENCES):
        try:
            named = cast("nodes.Include", node).template.as_const()  # all four have it
        except nodes.Impossible:
            yield node, []
        else:
            yield node, [named] if isinstance(named, str) else [str(one) for one in named]


def _no_template(name: str, known: Sequence[str]) -> str:
    return f"there is no template '{name}'{did_you_mean(name, known)}"


def _failure(error: Exception, look: Look, template: str, context: Mapping[str, object]) -> TemplateFailed:
    """Return what went wrong: the last place in the client's own folder that led there, else the last of all."""
    if isinstance(error, TemplateSyntaxError):
        return TemplateFailed(error.filename or template, error.lineno, shorten(error.message or "no Jinja"))
    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    in_templates = [one for one in places if one[0].endswith(".j2")]
    own = [one for one in in_templates if Path(one[0]).is_relative_to(str(look.place))]
    file, line = [(str(look.place), 0), *in_templates, *own][-1]
    if isinstance(error, TemplateNotFound):
        name = str(error.name)
        return TemplateFailed(file, line, _no_template(name, _environment(look, False).list_templates()), name)
    if not isinstance(error, (UndefinedError, SecurityError)):
        return TemplateFailed(file, line, shorten(f"{type(error).__name__}: {error}"))
    message = str(error)
    found = _NOT_EXPORTED.search(message) or _QUOTED.search(message)
    name = found[1] if found else ""
    written = _written(file, line, name)
    near = did_you_mean(name, context) if message == f"'{name}' is undefined" else ""
    return TemplateFailed(file, line, shorten(message.replace(f"'{name}'", f"'{written}'", 1) + near), written)


def _written(file: str, line: int, name: str) -> str:
    """Return a name as it stands on a line, ``page.verdikt``; the name alone where the line does not hold it."""
    try:
        text = Path(file).read_text(encoding="utf-8-sig").splitlines()[line - 1]
    except (OSError, IndexError):
        return name
    found = re.search(rf"(?:\w+\.)*{re.escape(name)}\b", text) if name else None
    return found.group() if found else name

"""The library's functions told apart: what they are given instead of what they take is said in one message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import toolkit
from toolkit.errors import WrongArgument

CALLS: dict[str, tuple[Callable[[Any], object], object]] = {
    "load a number": (toolkit.load, 5),
    "load nothing": (toolkit.load, None),
    "load_policy a table": (toolkit.load_policy, {}),
    "assess a path": (toolkit.assess, "client.xlsx"),
    "assess under a path": (lambda given: toolkit.assess(toolkit.load_example(), given), "client.toml"),
    "assess with a word for a seed": (lambda given: toolkit.assess(toolkit.load_example(), seed=given), "x"),
    "export a portfolio": (lambda given: toolkit.export(given, "out"), "client.xlsx"),
    "show a number": (toolkit.show, 3),
}


@pytest.mark.parametrize(("call", "given"), CALLS.values(), ids=CALLS)
def test_a_wrong_argument_is_named_with_what_to_write(call: Callable[[Any], object], given: object) -> None:
    with pytest.raises(WrongArgument, match=r"^\w+: found .+, allowed .+: (write|leave) .+") as caught:
        call(given)
    assert repr(given) in str(caught.value)

"""Fields as claims name them: ``system.object.field``, with ``*`` for all systems, objects or fields."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from toolkit.sheets.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

Pattern = tuple[str, str, str]
"""System, object, field, folded; ``*`` stands for all."""

ALL = "*"
EVERYTHING: Pattern = (ALL, ALL, ALL)


def pattern(resource: str) -> Pattern:
    """Read a resource; what is not named is meant as a whole, for nothing says that only a part is.

    Parts beyond the third belong to the field's name.

    >>> pattern("CRM.Contact.eMail"), pattern("crm.*"), pattern("crm.contact"), pattern("erp.order.ship.city")
    (('crm', 'contact', 'email'), ('crm', '*', '*'), ('crm', 'contact', '*'), ('erp', 'order', 'ship.city'))
    """
    parts = [folded(part) or ALL for part in resource.split(".", len(EVERYTHING) - 1)]
    system, thing, name = (*parts, *EVERYTHING)[: len(EVERYTHING)]
    return system, thing, ALL if set(name) <= {ALL, "."} else name


def is_wild(one: Pattern) -> bool:
    """Whether it names more than a single field."""
    return ALL in one


def is_crosswise(one: Pattern) -> bool:
    """Whether a ``*`` stands before a name, as in ``crm.*.email``: only such cross others without covering them."""
    return any(part == ALL and after != ALL for part, after in pairwise(one))


def covering(one: Pattern) -> list[Pattern]:
    """Return the patterns that cover this one, itself left out, the narrowest first.

    >>> covering(("crm", "*", "*"))
    [('*', '*', '*')]
    """
    choices = [(part,) if part == ALL else (part, ALL) for part in one]
    found = [(system, thing, name) for system, thing, name in product(*choices)]
    return sorted(found[1:], key=lambda wider: wider.count(ALL))


def meet(one: Pattern, other: Pattern) -> Pattern | None:
    """Return the fields that both patterns name, as a pattern; ``None`` where there are none.

    >>> meet(("crm", "*", "email"), ("crm", "contact", "*"))
    ('crm', 'contact', 'email')
    """
    if any(a != b and ALL not in (a, b) for a, b in zip(one, other, strict=True)):
        return None
    system, thing, name = (b if a == ALL else a for a, b in zip(one, other, strict=True))
    return system, thing, name


def crossings(patterns: Iterable[Pattern]) -> set[Pattern]:
    """Return where patterns meet of which neither covers the other; the crosswise ones, few, are tried on all."""
    wild = [one for one in patterns if is_wild(one)]
    met = {meet(one, other) for one in wild if is_crosswise(one) for other in wild}
    return {one for one in met if one is not None} - set(wild)

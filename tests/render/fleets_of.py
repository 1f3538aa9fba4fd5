"""Fleets whose ownership map the tests look at: from nobody to two hundred agents."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.benchmarks.registries import registry
from tests.checks.routing.claims import INBOX, agent, claim, hands, nth, output, reads, trigger, writes
from tests.portfolios import portfolio
from tests.render.firms import HOSTILE
from toolkit.app.assessment import Assessment
from toolkit.app.pipeline import assess
from toolkit.app.workbooks import load_example

Rows = list[dict[str, Any]]
WRITTEN = {"written_by": "S. Iyer", "written_on": "2026-05-04"}
DESK = {"exception_owner": "A. Novak", "exception_sla": 8}
PAY = agent("pay", name="Payments agent", owner="M. Ortiz", exception_priority=1, **DESK)
INV = agent("inv", name="Supplier invoices", owner="L. Chen", exception_priority=2, **DESK)
BOTH = [PAY, INV]


def fleet(claims: Rows, agents: Rows, **sheets: Rows) -> Assessment:
    """Return the assessment of these agents and claims."""
    people = [{"name": "A. Novak", "role": "agent operator"}]
    given = {"People": people, **sheets}
    return assess(portfolio(Ownership=claims, Agents=agents, **given))


def everything() -> Assessment:
    """Return two agents in each other's way in every manner, and an idea that would join them."""
    claims = [
        trigger("pay", "payment; remittance", **WRITTEN),
        trigger("inv", "invoice", "newsletter", **WRITTEN),
        trigger("pay", "refund", channel="inbox:refunds@northwind.example"),
        trigger("inv", "a", "b", channel="channel:x", **WRITTEN),
        trigger("pay", "c", "a", channel="channel:x", **WRITTEN),
        *(writes("pay", "erp.invoice.status", **WRITTEN), writes("inv", "erp.invoice.status")),
        *(reads("pay", "crm.contact.email", **WRITTEN), writes("inv", "crm.contact.*", **WRITTEN)),
        *(output("pay", "mail:remittance", **WRITTEN), output("inv", "mail:remittance", **WRITTEN)),
        *(output("inv", "erp:journal", **nth("1"), **WRITTEN), output("pay", "erp:journal", **nth("2"), **WRITTEN)),
        *(hands("inv", "pay"), hands("pay", "inv"), hands("pay", "nobody here")),
        claim("pay", "component", "monitoring", access="shared"),
        trigger("new", "remittance", **WRITTEN),
    ]
    agents = [*BOTH, agent("new", name="Reminders", status="idea")]
    events = [{"channel": INBOX, "text": "Re: invoice payment due"}, {"channel": INBOX, "text": "hello"}]
    return fleet(claims, agents, Events=events)


def hostile() -> Assessment:
    """Return agents whose every free cell holds hostile text, Markdown among it."""
    texts = [*HOSTILE, *MARKDOWN]
    claims = [
        row
        for i, text in enumerate(texts)
        for row in (
            trigger(f"a{i}", "", channel=text, contains_any=(text,), written_by=text, rule_detail=text),
            trigger(f"a{i}", "", channel="inbox:all", contains_any=(f"{i}{text}",)),
            writes(f"a{i}", f"crm.contact.{text}", **nth(text)),
            writes(f"a{i}", "crm.contact.all"),
            output(f"a{i}", text),
            *(hands(f"a{i}", text, text), claim(f"a{i}", "component", text)),
        )
    ]
    agents = [agent(f"a{i}", name=text, owner=text, exception_owner=text) for i, text in enumerate(texts)]
    agents.append(agent("idea", name=HOSTILE[0], status="idea"))
    events = [{"channel": "inbox:all", "text": f"0{text} 1{text} {text}"} for text in texts]
    return fleet([*claims, trigger("idea", "", channel=HOSTILE[0])], agents, Events=events)


MARKDOWN = (
    "# heading",
    "Setext\n===",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "[link](http://evil.example)",
    "![picture](http://evil.example/x.png)",
    "http://evil.example/a_b_c",
    "www.evil.example",
    "someone@evil.example",
    "`someone@evil.example` | x",
    "<b>bold</b> &lt;b&gt; &copy;",
    "- item\n- item",
    "1. item",
    "> quoted",
    "***",
    "```\ncode",
    "[ref]: http://evil.example",
    "*a* _b_ ~~c~~ $d$",
    "\\",
)


@cache
def named(name: str) -> Assessment:
    """Return one of the fleets by name."""
    return FLEETS[name]()


FLEETS = {
    "nobody": lambda: fleet([], []),
    "one idea": lambda: fleet([trigger("new", "a")], [agent("new", name="Reminders", status="idea")]),
    "one": lambda: fleet([trigger("pay", "payment", **WRITTEN)], [PAY]),
    "nothing claimed": lambda: fleet([], BOTH),
    "everything": everything,
    "hostile": hostile,
    "prove": lambda: assess(load_example("prove")),
    "compound": lambda: assess(load_example("compound")),
    "many": lambda: assess(registry(200)),
}

"""Cash over time with its band, and what building all that earn brings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.render.charts_band import BandChart, band_chart
from toolkit.render.charts_ranges import RangeChart, range_chart
from toolkit.render.view_candidates import money
from toolkit.render.view_futures import between, of_futures
from toolkit.render.view_ranges import NAMES_IN_CHART, known_of, range_text
from toolkit.render.view_reading import Reading, place_of
from toolkit.render.view_records import Cell, Column, Picture, Section, Table
from toolkit.render.view_words import UNKNOWN, capital, listed, months, name_of, number_word, percent, rounded, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.results import CashBand, WorkflowResult

SHOWN = 3
PARTS_SHOWN = 9
LEFT_OUT = (0.01, 0.4, 0.6, 0.99)
"""Shares of the distribution that would make its table longer than ten rows."""

EVERY = 6
"""Months between two rows of the table."""


def cash(reading: Reading) -> Section:
    """Return cumulative cash of the first three candidates with its band."""
    shown = [(one, one.outlook.cash) for one in known_of(reading) if one.outlook and one.outlook.cash][:SHOWN]
    drawn = [(one, band) for one, band in shown if band and len(band.p50) > 1]
    if not drawn:
        return Section("There is no cash over time to show: no candidate is ranked.", ())
    pictures = tuple(_picture(reading, one, band) for one, band in drawn)
    return Section(paid_back_says([one for one, _ in drawn]), (), (), pictures)


def paid_back_says(shown: Sequence[WorkflowResult]) -> str:
    """Return when workflows have paid back in the middle future and in eight of ten, and which do not.

    Each of them has an outlook.
    """
    paying = [one for one in shown if one.outlook and (one.outlook.payback.p50 or 0.0) > 0]
    others = [f"{name_of(one.name)} {_does_not(one)}" for one in shown if one not in paying]
    parts = [
        f"{name_of(one.name)} {'after' if i else 'has paid back after'} {_after(one)}" for i, one in enumerate(paying)
    ]
    said = [f"in the middle future {listed(parts)}"] if parts else []
    return capital(f"{'; '.join([*said, *others])}.")


def _after(one: WorkflowResult) -> str:
    if one.outlook is None or one.outlook.payback.p50 is None:
        return UNKNOWN
    found, said = one.outlook.payback, months(one.outlook.payback.p50)
    if found.p10 is None or found.p90 is None:
        return f"{said} (never in {of_futures(1 - one.outlook.payback_share)})"
    low, high = round(found.p10), round(found.p90)
    return said if low == high else f"{said} ({low:,} to {high:,} in eight of ten)"


def _does_not(one: WorkflowResult) -> str:
    share, middle = (one.outlook.payback_share, one.outlook.payback.p50) if one.outlook else (0.0, None)
    if middle is not None:
        return "needs no payback"
    return "never pays back" if share <= 0 else f"pays back in {of_futures(share)} of the futures only"


def _picture(reading: Reading, one: WorkflowResult, band: CashBand) -> Picture:
    return Picture(_band(reading, one, band), _months(reading, one, band))


def _band(reading: Reading, one: WorkflowResult, band: CashBand) -> BandChart:
    low, middle, high = (rounded(line[-1]) for line in (band.p10, band.p50, band.p90))
    horizon, payback = reading.terms.horizon, one.outlook.payback.p50 if one.outlook else None
    title = f"{name_of(one.name)}: {middle} after {horizon} in the middle future, {low} to {high} in eight of ten"
    caption = (
        f"Cash in and out added up month by month, {reading.terms.currency}, not discounted: the line is the middle of "
        "the futures in each month (P50), the band holds eight of ten (P10 to P90). The level line is zero"
        + ("; the mark on it is the middle payback." if payback else ".")
    )
    paid = f"paid back in month {payback:.0f}, " if payback else ""
    alternative = (
        f"Line of cumulative cash with its band over {len(band.p50) - 1} months: {paid}{middle} at the end in the "
        f"middle future, {low} to {high} in eight of ten."
    )
    return band_chart(
        *(band.p10, band.p50, band.p90, payback),
        texts=(low, middle, high),
        title=title,
        caption=caption,
        alternative=alternative,
    )


def _months(reading: Reading, one: WorkflowResult, band: CashBand) -> Table:
    last = len(band.p50) - 1
    step = EVERY * (last // (EVERY * PARTS_SHOWN) + 1)
    shown = [*range(0, last, step), last]
    rows = tuple(
        (Cell(str(month)), *(money(line[month]) for line in (band.p10, band.p50, band.p90))) for month in shown
    )
    columns = (Column("Month"), Column("P10", True), Column("P50", True), Column("P90", True))
    return Table(f"{name_of(one.name)}: cash added up, {reading.terms.currency}", columns, rows)


def spread(reading: Reading) -> Section:
    """Return what building all that earn brings, and how much less that ranges than its parts."""
    found = reading.assessment.portfolio.together
    parts = [one for one in known_of(reading) if one.workflow_id in found.workflows]
    if not parts:
        return Section("Nothing is built together: no candidate earns at likely values.", ())
    picture = Picture(_together_chart(reading, parts), _quantiles(reading))
    return Section(together_says(reading), (), (spread_says(reading),), (picture,))


def spread_says(reading: Reading) -> str:
    """Return whether building them all narrows the range."""
    found = reading.assessment.portfolio.together
    number = len(found.workflows)
    if number == 1:
        return "Only one candidate earns at likely values, so no other evens out what it may lose."
    who = "both" if number == 2 else f"all {number_word(number)}"
    apart, together = (reading.terms.amount(one) for one in (found.spread_apart, found.spread_together))
    unit = "between the ends of eight futures of ten"
    if found.spread_together >= found.spread_apart or apart == together:
        return f"Building {who} together ranges as widely as the sum of its parts: {together} {unit}."
    return f"Building {who} together ranges less than the sum of its parts: {together} instead of {apart} {unit}."


def together_says(reading: Reading) -> str:
    """Return what all that earn are worth together in the middle future, its range, and how often they lose."""
    found, terms = reading.assessment.portfolio, reading.terms
    middle, chance = found.npv.p50 or 0.0, found.together.chance_of_loss
    platform = "the platform paid once" if found.platform_cost else "with no platform cost to come"
    number = len(found.together.workflows)
    worth = f"worth {terms.amount(middle)}" if middle >= 0 else f"worth less than nothing, {terms.amount(middle)},"
    who = {1: "The one that earns is", 2: "Both that earn are together"}.get(
        number, f"All {number_word(number)} that earn are together"
    )
    return (
        f"{who} {worth} in the middle future, {between(found.npv, rounded)} in eight of ten, {platform}; "
        f"{'it loses' if number == 1 else 'they lose'} money in {of_futures(chance)} of the futures."
    )


def _together_chart(reading: Reading, parts: Sequence[WorkflowResult]) -> RangeChart:
    found, currency = reading.assessment.portfolio, reading.terms.currency
    shown = parts[:PARTS_SHOWN]
    paid = f", after {rounded(found.platform_cost)} for the platform" if found.platform_cost else ""
    names = [*(f"{place_of(one)}  {shorten(one.name, NAMES_IN_CHART)}" for one in shown), f"Together{paid}"]
    known = [*(one.npv for one in shown if one.npv is not None), found.npv]
    texts = [range_text(one) for one in known]
    below = found.together.chance_of_loss
    title = f"Together they lose money in {of_futures(below)} of the futures"
    if len(parts) == 1:
        title = (
            f"It loses money in {of_futures(below)} of the futures, {'the platform paid' if paid else 'as it stands'}"
        )
    caption = (
        f"Net present value over {reading.terms.horizon}, {currency}: each bar holds eight of ten futures (P10 to "
        "P90), the tick is the middle one (P50). The upright line is zero."
        + (f" {number_word(len(shown)).capitalize()} of the {len(parts):,} parts." if len(parts) > len(shown) else "")
    )
    said = "; ".join(f"{name} {text}" for name, text in zip(names, texts, strict=True))
    alternative = f"Ranges of net present value in {currency}, each part and all together: {said}."
    return range_chart(names, known, texts, title=title, caption=caption, alternative=alternative)


def _quantiles(reading: Reading) -> Table:
    found = reading.assessment.portfolio.together
    rows = tuple((Cell(percent(share)), money(npv)) for share, npv in found.quantiles if share not in LEFT_OUT)
    columns = (Column("Share of the futures below"), Column(reading.terms.currency, True))
    names = [reading.name("Workflows", one) for one in found.workflows[:SHOWN]]
    rest = len(found.workflows) - len(names)
    who = listed([*names, f"{number_word(rest)} more"]) if rest else listed(names)
    return Table(f"Net present value of {who} together", columns, rows, narrow=True)

"""The formulas of the futures: ranges, worth of information, certainty of the ranking."""

from __future__ import annotations

from toolkit.model import Formula

_METHOD = "docs/method.md"

FUTURES: tuple[Formula, ...] = (
    Formula(
        "npv_p50",
        "the NPV below which half of the futures lie; in each future every input with a low, likely and high value is "
        "drawn from its PERT distribution (λ = 4), its normal score loading × delivery factor + √(1 − loading²) × "
        "its own score, loading = policy's loading × strength; a blank end is likely × (1 ± spread for the row's "
        "confidence)",
        "money",
        (
            "range:*",
            "score:npv",
            "policy:uncertainty.draws",
            "policy:uncertainty.factor_strength",
            "policy:uncertainty.loadings.*",
        ),
        f"{_METHOD}, Uncertainty",
    ),
    Formula(
        "npv_p10",
        "the NPV below which a tenth of the futures lie",
        "money",
        ("score:npv_p50",),
        f"{_METHOD}, Uncertainty",
    ),
    Formula(
        "npv_p90",
        "the NPV above which a tenth of the futures lie",
        "money",
        ("score:npv_p50",),
        f"{_METHOD}, Uncertainty",
    ),
    Formula(
        "chance_of_loss",
        "share of the futures in which NPV is below zero",
        "share",
        ("score:npv_p50",),
        f"{_METHOD}, Uncertainty",
    ),
    Formula(
        "evpi",
        "mean over the futures of the larger of NPV and 0, less the larger of the mean NPV and 0: what knowing "
        "everything before go or leave would be worth",
        "money",
        ("score:npv_p50",),
        f"{_METHOD}, Value of information",
    ),
    Formula(
        "first_share",
        "share of the futures in which the rank score is the highest, with weights drawn around the policy's "
        "(Dirichlet, concentration × weight)",
        "share",
        ("score:npv_p50", "score:rank_score", "policy:ranking.weight_concentration"),
        f"{_METHOD}, Certainty of the ranking",
    ),
    Formula(
        "top_three_share",
        "share of the futures in which the rank score is among the three highest",
        "share",
        ("score:first_share",),
        f"{_METHOD}, Certainty of the ranking",
    ),
)

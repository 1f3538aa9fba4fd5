"""One candidate with six uncertain inputs in ``monaco``, the general Monte Carlo library a user would pick instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from tests.benchmarks.plain_simulation import results
from tests.benchmarks.six_inputs import RANGES, ROW

if TYPE_CHECKING:
    import monaco


def preprocess(case: monaco.Case) -> tuple[dict[str, float]]:
    return ({name: case.invals[name].val for name in RANGES},)


def run(drawn: dict[str, float]) -> tuple[float, float]:
    x = {name: np.array([value]) for name, value in {**drawn, "realisation": 0.7, "revenue": 0.0}.items()}
    found = results(x, ROW, 36, 0.1)
    return float(found["npv"][0]), float(found["payback"][0])


def postprocess(case: monaco.Case, npv: float, payback: float) -> None:
    case.addOutVal("npv", npv)
    case.addOutVal("payback", payback)


def simulate(draws: int) -> np.ndarray:
    """NPV in each future, one core."""
    import monaco

    sim = monaco.Sim(
        name="candidate",
        ndraws=draws,
        fcns={"preprocess": preprocess, "run": run, "postprocess": postprocess},
        firstcaseismedian=False,
        samplemethod="sobol_random",
        seed=0,
        singlethreaded=True,
        savecasedata=False,
        savesimdata=False,
        verbose=False,
        debug=True,
    )
    for name, (low, likely, high) in RANGES.items():
        alpha = 1 + 4 * (likely - low) / (high - low)
        kwargs = {"a": alpha, "b": 6 - alpha, "loc": low, "scale": high - low}
        sim.addInVar(name=name, dist=stats.beta, distkwargs=kwargs)
    sim.runSim()
    return np.array(sim.outvars["npv"].vals)

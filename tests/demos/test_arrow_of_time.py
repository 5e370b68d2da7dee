import numpy as np
import pytest

from demos.figures import arrow_of_time as demo
from demos.framework.options import parse


def decay(**options):
    return demo.run(parse(demo.Parameters, options))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"schedule": "cosine", "T": "50"},
        {"T": "1", "beta-end": "0.5"},
        {"weights": "0.5,0.5", "means": "-5,5", "stds": "0.05,1"},
    ],
)
def test_every_setting_agrees_with_theory(options):
    checks = demo.checks(decay(**options))

    assert [check.what for check in checks if not check.passed] == []


def test_a_false_entropy_is_caught():
    result = decay(T="100", **{"beta-end": "0.2"})
    result.entropy[50] += 1e-4

    assert not all(check.passed for check in demo.checks(result))


def test_wide_data_overshoot_the_entropy_of_noise_and_narrow_ones_do_not():
    wide = decay()
    narrow = decay(weights="1", means="0", stds="0.5")
    falling = decay(weights="1", means="0", stds="2")

    assert wide.entropy.max() > demo.ENTROPY_OF_NOISE + 0.1
    assert (np.diff(narrow.entropy) > -1e-9).all()
    assert "overshoots" in " ".join(demo.findings(wide))
    assert "overshoots" not in " ".join(demo.findings(narrow))
    assert "overshoots" not in " ".join(demo.findings(falling))


def test_pure_noise_has_nothing_to_lose():
    (sentence,) = demo.findings(decay(weights="1", means="0", stds="1"))

    assert "already" in sentence

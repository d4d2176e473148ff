"""Calibrated confidence: the shipped tables, what they look at, and how they are learned."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
import pytest

from extractors.confidence import SCALARS, Evidence, Witness, calibrated, models, traits_of
from models.confidence.train import Row, held_out, regression, table
from pipeline.extract import extract
from pipeline.record import assembled
from schemas.fields import Span, found, missing
from schemas.letter import Letter
from schemas.reading import Page, Reading
from schemas.record import Repair
from tests.footletters import HEAD, SOURCE, from_text, placed

PRINT = Evidence("text_layer", 1.0, 1.0)


def test_every_table_rises_and_stays_within_bounds() -> None:
    assert {*SCALARS, "issuer", "recipients", "copies", "signer", "references", "directives"} <= set(models())
    for name, one in models().items():
        assert all(0.0 < share <= 0.995 for share in one.shares), name
        assert list(one.shares) == sorted(one.shares) and list(one.outputs) == sorted(set(one.outputs)), name


def _chance(name: str, sure: float, evidence: Evidence) -> float:
    return models()[name].chance(traits_of(found("kiểm kê thiết bị", (), sure, "subject.lead"), evidence))


def test_doubtful_reading_makes_doubtful_values() -> None:
    clear, dim = Evidence("ocr", 0.98, 0.99), Evidence("ocr", 0.2, 0.7, rivals=True)
    for name in ("issued_on", "copies"):
        assert _chance(name, 0.97, clear) > 0.9 > _chance(name, 0.8, dim)
    for name in ("subject", "signer"):  # a name under a seal is dim print, and how sure it is its reader has weighed
        assert _chance(name, 0.97, clear) > _chance(name, 0.8, dim)
    assert _chance("subject", 0.97, PRINT) > 0.9


def test_odd_signs_and_size_are_seen() -> None:
    seen = traits_of(found("\\gã Bảy", (), 0.9, "subject.lead"), Evidence("ocr", 0.9, 0.9))
    assert seen["odd"] == 1.0 and seen["size:0"] == 1.0 and seen["rule:subject.lead"] == 1.0
    assert "odd" not in traits_of(found("\\gã Bảy", (), 0.9, "subject.lead"), PRINT)


def test_only_confidences_change() -> None:
    letter = from_text(HEAD)
    raw = assembled(letter, extract(letter))
    made = calibrated(letter, raw)

    def bare(value: object) -> object:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items() if key != "confidence"}
        return [bare(one) for one in value] if isinstance(value, list | tuple) else value

    assert bare(msgspec.to_builtins(made)) == bare(msgspec.to_builtins(raw))
    assert made.number.confidence >= 0.9


def test_evidence_is_what_stands_under_the_spans() -> None:
    one, two = placed("Số: 12/SYT-VP", (10, 10, 100, 20), 0.5), placed("Kính gửi: Sở A", (10, 30, 100, 40), 0.9)
    page = Page(1, (one, two), "ocr", "test", 595.0, 842.0, None, (Repair(0, 3, "So:", "Số:", 0.9),))
    witness = Witness(Letter(Reading(SOURCE, (page,)), ("number", "addressees")))
    assert witness.evidence((Span(1, 0, 13),)) == Evidence("ocr", 0.5, 0.5, False, True)
    assert witness.evidence((Span(1, 24, 28),)) == Evidence("ocr", 0.9, 0.9)
    assert witness.evidence(()).least == 1.0


def test_unknown_nulls_stay() -> None:
    field = missing("illegible", 0.8)
    assert field.value is None  # says that something stands there: no share of right ones was learned
    assert "number/null" in models() and "number/illegible" not in models()


def _rows(count: int, seed: int = 0) -> list[Row]:
    chance = np.random.default_rng(seed)
    rows = []
    for at in range(count):
        sure = float(chance.uniform(-3, 3))
        right = bool(chance.uniform() < 1 / (1 + np.exp(-1.5 * sure - 0.5)))
        traits: Mapping[str, float] = {"one": 1.0, "raw": sure}
        rows.append(Row(at, traits, right, 1.0, "made"))
    return rows


def test_regression_finds_the_weights() -> None:
    weights = regression(_rows(4000))
    assert weights["raw"] == pytest.approx(1.5, abs=0.15)
    assert weights["one"] == pytest.approx(0.5, abs=0.15)


def test_table_rises_on_any_order() -> None:
    rows = _rows(300)
    knots = table(np.array([row.traits["raw"] for row in rows]), rows)
    assert [share for _, share in knots] == sorted(share for _, share in knots)
    assert len({output for output, _ in knots}) == len(knots)


def test_held_out_confidence_is_the_share_of_right_values() -> None:
    rows = _rows(3000)
    sure = held_out(rows)
    for low, high in ((0.0, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.0)):
        inside = [at for at in range(len(rows)) if low <= sure[at] < high]
        assert np.mean([rows[at].right for at in inside]) == pytest.approx(np.mean(sure[inside]), abs=0.06)

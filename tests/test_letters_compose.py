"""Letters of our own: drawn from a seed, of every kind, with a truth that is what they say."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from functools import cache

import pytest

from bench.letters import citations, deadlines, directives
from bench.letters.agencies import CAPITAL, department
from bench.letters.citations import Citer
from bench.letters.compose import cycle, letter
from bench.letters.kinds import KINDS, NAMES, PARTY_KINDS
from bench.letters.lexicon import domains, provinces
from bench.letters.model import Letter, Sheet
from bench.letters.render_text import plain
from bench.letters.variants import old_tones

KEYS = {
    "id", "kind", "document_type", "number", "notation", "date", "place", "issuer", "issuer_parent", "subject", "recipients",
    "copies", "archive", "signers", "urgency", "secrecy", "references", "directives", "attachments", "signature",
    "handwritten", "arrival_stamp", "notes",
}  # fmt: skip


@cache
def sample() -> tuple[Letter, ...]:
    return tuple(letter(seed) for seed in range(4 * len(cycle())))


def flat(text: str) -> str:
    return " ".join(text.split())


@cache
def texts() -> tuple[str, ...]:
    return tuple(flat(plain(made, "column")) for made in sample())


def citer(seed: int = 1) -> Citer:
    rng, on = random.Random(seed), date(2022, 5, 4)
    domain = domains()[seed % (len(domains()) - 1)]
    return Citer(rng, department(rng, on, domain), domain, on, domain.topics[0], "slash0")


@pytest.mark.parametrize("seed", [0, 7, 131, 99991])
def test_a_seed_always_gives_the_same_letter(seed: int) -> None:
    assert letter(seed) == letter(seed)


def test_letters_differ() -> None:
    assert len(set(texts())) == len(texts())


def test_every_kind_of_the_decree_and_of_the_party_comes_in_one_cycle() -> None:
    one = sample()[: len(cycle())]
    assert {made.gold["document_type"] for made in one} == set(NAMES) | {kind.name for kind in PARTY_KINDS}
    assert len(NAMES) == len(KINDS) == 29
    assert any(made.party for made in one)
    assert any(len(made.gold["issuers"]) == 2 for made in one)
    assert any(made.gold["issuer"].startswith("Hội đồng nhân dân") for made in one)


@pytest.mark.parametrize("kind", NAMES)
def test_a_kind_can_be_asked_for(kind: str) -> None:
    assert letter(11, kind).gold["document_type"] == kind


def test_the_gold_has_the_names_of_the_hand_made_gold() -> None:
    assert set(sample()[0].gold) >= KEYS


def said(made: Letter) -> list[str]:
    """Every verbatim value of the truth."""
    gold = made.gold
    values = [gold[key] for key in ("notation", "place")]
    values += [gold["archive"].removeprefix("VT, ")] if gold["archive"] else []  # printed "VT-VX" as well as "VT, VX"
    values += gold["recipients"] + gold["attachments"] + [copy["name"] for copy in gold["copies"]]
    values += [ref["text"] for ref in gold["references"]] + [ref["number"] for ref in gold["references"]]
    values += [order["text"] for order in gold["directives"]] + [signer["name"] for signer in gold["signers"]]
    return [flat(value) for value in values if value]


def test_the_number_stands_in_the_text_with_or_without_a_dot() -> None:
    for made, text in zip(sample(), texts(), strict=True):
        number = made.gold["number"] or ""
        assert number in text or f"{number[0]}.{number[1:]}" in text, made.seed


def test_the_truth_stands_in_the_text() -> None:
    for made, text in zip(sample(), texts(), strict=True):
        missing = [value for value in said(made) if value not in text]
        assert not missing, (made.seed, missing)


def test_titles_and_names_stand_in_the_text_whatever_their_case() -> None:
    for made, text in zip(sample(), texts(), strict=True):
        gold, folded = made.gold, text.casefold()
        values = [gold[key] for key in ("issuer", "issuer_parent", "subject", "urgency", "secrecy")]
        values += [signer[key] for signer in gold["signers"] for key in ("position", "for")]
        missing = [value for value in values if value and value.casefold() not in folded]
        assert not missing, (made.seed, missing)


def test_a_document_is_cited_once() -> None:
    for made in sample():
        counts = Counter(ref["number"] or ref["text"] for ref in made.gold["references"])
        assert max(counts.values(), default=1) == 1, made.seed


def test_no_citation_is_younger_than_the_letter() -> None:
    for made in sample():
        dates = [ref["date"] for ref in made.gold["references"] if ref["date"]]
        assert all(day[:7] <= made.gold["date"][:7] or day[:4] == made.gold["date"][:4] for day in dates), made.seed


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        (citations.received, 1),
        (citations.guidance, 2),
        (citations.shared_subject, 3),
        (citations.dated_first, 4),
        (citations.own_earlier, 5),
        (citations.undated, 6),
        (citations.warning, 8),
        (citations.advice, 9),
        (citations.law, 11),
        (citations.following, 12),
        (citations.amendment, 13),
        (citations.pinpoint, 14),
    ],
)
def test_every_pattern_of_citation(pattern: citations.Callable[[Citer], citations.Mention], number: int) -> None:
    for seed in range(20):
        mention = pattern(citer(seed))
        assert mention.pattern == number
        assert mention.refs
        assert all(ref.text in mention.text for ref in mention.refs)


def test_letters_use_every_citation_and_the_party_its_hyphen() -> None:
    text = "\n".join(texts())
    for words in ("nhận được", "Phúc đáp", "Tiếp theo", "Căn cứ Luật", "bãi bỏ", "thay thế", "quy định tại điểm", "(Kèm theo"):
        assert words in text
    numbers = [ref["number"] or "" for made in sample() for ref in made.gold["references"]]
    assert any("-NQ/TW" in number for number in numbers)
    assert any(number.endswith("/NĐ-CP") for number in numbers)


def test_every_modality_is_given() -> None:
    found = {order["modality"] for made in sample() for order in made.gold["directives"]}
    assert found == set(directives.MODALITIES)


@pytest.mark.parametrize("form", deadlines.FORMS)
def test_every_form_of_deadline(form: citations.Callable[..., deadlines.Deadline]) -> None:
    for seed in range(20):
        due = form(random.Random(seed), date(2024, 3, 5), "slash")
        exact = due.form in ("day", "hour", "without_year")
        assert (due.value == due.words) is not exact
        if exact:
            assert date.fromisoformat(due.value) > date(2024, 3, 5)


def test_a_sentence_whose_modality_changes_holds_two_directives() -> None:
    text, orders = directives.split(citer(), "các đơn vị")
    assert [order.modality for order in orders] == ["must", "must_not"]
    assert all(order.text in text for order in orders)


def test_what_the_layout_has_besides() -> None:
    golds = [made.gold for made in sample()]
    assert any(gold["urgency"] for gold in golds) and any(gold["secrecy"] for gold in golds)
    assert any(gold["copy_block"] for gold in golds) and any(gold["arrival_stamp"] for gold in golds)
    assert any(gold["number"] is None and len(gold["date"]) == 7 for gold in golds)
    assert any(gold["contacts"] for gold in golds) and any(gold["attachments"] for gold in golds)


def test_marks_of_authority() -> None:
    found = {signer["authority"] for made in sample() for signer in made.gold["signers"]}
    assert found == {None, "TM.", "KT.", "TL.", "TUQ.", "Q."}


def test_provinces_before_and_after_the_merger() -> None:
    assert len(provinces(False)) == 63
    assert len(provinces(True)) == 34
    assert CAPITAL.full == "thành phố Hà Nội"


def test_old_tone_marks_keep_the_length() -> None:
    assert (
        old_tones("Ủy ban xử lý hòa giải, thủy lợi; quý, toàn quốc, hoàn thành")
        == "Uỷ ban xử lý hoà giải, thuỷ lợi; quý, toàn quốc, hoàn thành"
    )


def test_a_sheet_keeps_the_fuller_mention() -> None:
    sheet, mention = Sheet(date(2024, 1, 1)), citations.received(citer())
    short = citations.Cited("Công văn", mention.refs[0].number, None, "X", "").ref("số")
    sheet.cite(short)
    sheet.cite(*mention.refs)
    assert list(sheet.refs.values()) == list(mention.refs)


@pytest.mark.parametrize("kind", ["biên bản", "hợp đồng", "bản ghi nhớ"])
def test_who_signs_is_named_in_the_text_above(kind: str) -> None:
    made = letter(40, kind)
    text = plain(made, "column")
    assert all(text.count(signer["name"]) == 2 for signer in made.gold["signers"])

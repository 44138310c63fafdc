"""Amounts in words: the whole table of §2.9, and what is written is read back."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backend.einvoices.rules import words
from backend.kernel.money import LARGEST_FEN

TABLE = [
    (0, "零圆整", None),
    (5, "伍分", "零圆零伍分"),
    (50, "伍角整", None),
    (10_00, "壹拾圆整", None),
    (10_70, "壹拾圆柒角整", "壹拾圆零柒角整"),
    (85_86, "捌拾伍圆捌角陆分", None),
    (100_05, "壹佰圆零伍分", None),
    (101_50, "壹佰零壹圆伍角整", None),
    (500_00, "伍佰圆整", None),
    (1_005_00, "壹仟零伍圆整", None),
    (10_203_04, "壹万零贰佰零叁圆零肆分", None),
    (1_000_500_00, "壹佰万零伍佰圆整", None),
    (20_000_30, "贰万圆叁角整", "贰万圆零叁角整"),
    (120_300_000_45, "壹亿贰仟零叁拾万圆肆角伍分", "壹亿贰仟零叁拾万圆零肆角伍分"),
    (-500_00, "（负数）伍佰圆整", None),
]
FURTHER = [
    (55, "伍角伍分"),
    (1_00, "壹圆整"),
    (110_00, "壹佰壹拾圆整"),
    (1_001_00, "壹仟零壹圆整"),
    (100_000_00, "壹拾万圆整"),
    (105_000_00, "壹拾万伍仟圆整"),
    (100_000_001_00, "壹亿零壹圆整"),
    (100_005_000_00, "壹亿零伍仟圆整"),
    (100_050_000_00, "壹亿零伍万圆整"),
    (1_000_000_000_000_00, "壹万亿圆整"),
    (LARGEST_FEN, "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖圆玖角玖分"),
    (-5, "（负数）伍分"),
]
AMOUNTS = st.integers(-LARGEST_FEN, LARGEST_FEN)


@pytest.mark.parametrize(("fen", "printed", "other"), TABLE)
def test_the_table(fen: int, printed: str, other: str | None) -> None:
    assert words.write(fen) == printed
    assert words.read(printed) == fen
    if other is not None:
        assert words.read(other) == fen


@pytest.mark.parametrize(("fen", "printed"), FURTHER)
def test_what_the_rules_say_besides(fen: int, printed: str) -> None:
    assert (words.write(fen), words.read(printed)) == (printed, fen)


@given(AMOUNTS)
@example(LARGEST_FEN)
@example(-LARGEST_FEN)
def test_what_is_written_is_read_back(fen: int) -> None:
    assert words.read(words.write(fen)) == fen


@given(AMOUNTS)
def test_no_two_zeros_stand_together_and_the_end_says_that_it_is_the_end(fen: int) -> None:
    printed = words.write(fen)
    assert "零零" not in printed
    assert printed.endswith(("整", "分"))
    assert printed.endswith("分") == (fen % 10 != 0)


@given(st.integers(0, LARGEST_FEN), st.integers(0, LARGEST_FEN))
def test_two_amounts_never_share_a_form(one: int, two: int) -> None:
    shared = set(words._forms(one)) & set(words._forms(two))
    assert bool(shared) == (one == two)


@given(st.text(words.DIGITS + "拾佰仟万亿圆角分整（负数）", max_size=12))
def test_a_reader_accepts_legal_forms_alone(text: str) -> None:
    fen = words.read(text)
    assert fen is None or text in words._forms(fen)


@pytest.mark.parametrize(
    "text",
    [
        "整",
        "拾圆整",
        "伍佰圆",
        "伍佰元整",
        "壹佰零零壹圆整",
        "零圆伍角整",
        "壹佰壹圆整",
        "500.00",
        "壹拾圆零伍分整",
        "（负数）零圆整",
        "(负数)伍佰圆整",
        "玖拾玖万亿圆整",
        "万圆整",
    ],
)
def test_anything_else_is_not_read(text: str) -> None:
    assert words.read(text) is None


def test_more_than_a_cell_holds_is_not_written() -> None:
    with pytest.raises(ValueError, match="printed cell"):
        words.write(LARGEST_FEN + 1)

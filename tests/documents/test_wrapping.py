"""Breaking lines: nothing is lost, nothing is too wide, and words stay whole where they can."""

from hypothesis import given
from hypothesis import strategies as st

from functions.documents import typeface
from functions.documents.wrapping import wrap

POINTS = 8.0
TEXTS = st.text("甲乙丙，。（）abc 019.-·", max_size=120)


@given(TEXTS, st.floats(6, 60))
def test_no_letter_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = wrap(text, width, POINTS)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(typeface.width(line, POINTS) <= width + 1e-6 for line in lines)


def test_a_line_does_not_begin_with_what_closes() -> None:
    for width in range(12, 60):
        for line in wrap("甲乙丙丁，戊己庚辛。壬癸（子丑）寅卯" * 5, width, POINTS):
            assert line[0] not in "，。）"
            assert line[-1] != "（"


def test_words_and_numbers_stay_whole() -> None:
    lines = wrap("型号 DB1234 与 AB9876 两种", 20, POINTS)
    assert len(lines) > 1
    assert any("DB1234" in line for line in lines)
    assert any("AB9876" in line for line in lines)


def test_line_feeds_are_kept() -> None:
    assert wrap("甲\n\n乙", 50, POINTS) == ["甲", "", "乙"]

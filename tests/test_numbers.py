"""Numbers: words, digits and mixtures, worked out in decimal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import zjpolicy as zj

SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def spell(number: int) -> str:
    """A number in English words."""
    for size, word in ((10**6, "million"), (10**3, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if size == 100 and rest else " "
            return f"{spell(number // size)} {word}{joint + spell(rest) if rest else ''}"
    if number < 20:
        return SMALL[number]
    return TENS[number // 10 - 2] + (f"-{SMALL[number % 10]}" if number % 10 else "")


@given(st.integers(min_value=1, max_value=999_999_999))
def test_spelt_out_numbers_are_read_back(number):
    assert zj.parse_number(spell(number)) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11.4 million", 11_400_000),
        ("1.1 million", 1_100_000),
        ("1,257,000", 1_257_000),
        ("7.35trillion", 7_350_000_000_000),
        ("two and a half million", 2_500_000),
        ("2 and a half million", 2_500_000),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("a quarter of a million", 250_000),
        ("30 thousand", 30_000),
        ("one hundred and five", 105),
        ("three quarters", 0.75),
        ("two-thirds", 2 / 3),
        ("3/4", 0.75),
        ("5.2bn", 5_200_000_000),
        ("0.1", 0.1),
        ("-5.2", -5.2),
        ("\u00a05 ", 5),
        ("１２", 12),
    ],
)
def test_numbers(text, expected):
    got = zj.parse_number(text)
    assert got == expected
    assert isinstance(got, int) == (expected == int(expected))


@pytest.mark.parametrize("text", ["", " ", "plenty", "5 yuan", "5%", "a", "one two three and", "1.2.3", "9" * 60, "-"])
def test_what_is_no_number_is_said_so(text):
    with pytest.raises(zj.ReadingError, match="not a number"):
        zj.parse_number(text)


def test_a_number_is_not_taken_for_text():
    with pytest.raises(TypeError, match="parse_number: text is a str, not int 5"):
        zj.parse_number(5)

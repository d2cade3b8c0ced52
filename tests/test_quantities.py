"""Numbers and units are read from digits and from words, so that two languages can be compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhike.numbers.numerals import quantities

NUMERALS = (
    "几多成后倍米块时代世纪A-零一二两三四五六七八九十百千万亿第半个每分之小时天年元0123456789,.%％ \n-onetwhalfdzy"
)


def read(text: str, locale: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities(text, locale)]


def measures(text: str, locale: str) -> list[tuple[float, str]]:
    return [quantity.measure for quantity in quantities(text, locale)]


def in_chinese(number: int) -> str:
    """Return a number below ten thousand in words: 1005 is 一千零五."""
    places = zip(f"{number:04}", "千百十 ", strict=True)
    words = "".join("零一二三四五六七八九"[int(digit)] + (place if digit != "0" else "") for digit, place in places)
    return re.sub("零+", "零", words).strip("零 ")


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("两小时", "2 hours"),
        ("两小时", "two hours"),
        ("2 个小时", "120 minutes"),
        ("一个半小时", "an hour and a half"),
        ("一个半小时", "90 minutes"),
        ("两个半小时", "two and a half hours"),
        ("2.5 小时", "two hours and a half"),
        ("半小时", "30 minutes"),
        ("半个小时", "half an hour"),
        ("一刻钟", "a quarter of an hour"),
        ("二十分钟", "twenty minutes"),
        ("10分钟", "ten-minute"),
        ("半天", "half a day"),
        ("一天半", "36 hours"),
        ("两周", "a fortnight"),
        ("3 个星期", "21 days"),
        ("十二个月", "1 year"),
        ("两年半", "30 months"),
        ("百分之九十五", "95 %"),
        ("20％", "20 per cent"),
        ("千分之五", "0.5%"),
        ("1.5 万元", "CNY 15,000"),
        ("一千两百元", "¥1,200"),
        ("1.2 亿元", "120 million yuan"),
        ("38℃", "38 degrees Celsius"),
        ("每天", "every day"),
        ("１０ 分钟", "10 minutes"),
        ("两成", "20%"),
        ("三公里", "3,000 metres"),
        ("半公斤", "500 grams"),
        ("两斤", "one kilogram"),
        ("三美元", "$3"),
        ("100 华氏度", "100 °F"),
        ("26 度", "26 degrees"),
        ("3 月", "March"),
        ("三刻钟", "three quarters of an hour"),
        ("每周", "weekly"),
        ("二十一间", "the twenty-first"),
        ("三十六间", "three dozen"),
    ],
)
def test_measures_are_equal(chinese: str, english: str) -> None:
    assert measures(chinese, "zh") == measures(english, "en") != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第十条", [(10, "")]),
        ("第二天", [(2, "")]),
        ("两三天", [(2, "day"), (3, "day")]),
        ("两三百元", [(200, "yuan"), (300, "yuan")]),
        ("3–5 分钟", [(3, ""), (5, "minute")]),
        ("一百零五间", [(105, "")]),
        ("十五位", [(15, "")]),
        ("三千五", [(3500, "")]),
        ("一万两千", [(12000, "")]),
        ("二〇二六年", [(2026, "year")]),
        ("一半", [(0.5, "part")]),
        ("2026 年 3 月 1 日", [(2026, "year"), (3, "calendar"), (1, "")]),
        ("周五，五星级酒店，上千位客人", [(5, "weekday"), (1000, "")]),
        ("八折", [(8, "price")]),
        ("十分钟", [(10, "minute")]),
        ("十分满意，万一不行，统一说法", []),
        ("没有数字", []),
    ],
)
def test_chinese_text_has_the_numbers(text: str, expected: list[tuple[float, str]]) -> None:
    assert read(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("twenty-one rooms", [(21, "")]),
        ("one hundred and five", [(105, "")]),
        ("two hundred thousand", [(200000, "")]),
        ("20–30 minutes", [(20, ""), (30, "minute")]),
        ("at 3 p.m.", [(3, "clock")]),
        ("at 12 a.m.", [(12, "clock")]),
        ("half past three", [(3.5, "clock")]),
        ("1 March 2026", [(1, ""), (3, "calendar"), (2026, "")]),
        ("a five-star hotel with thousands of guests, a double room", [(1000, "")]),
        ("twice a day", [(2, ""), (1, "day")]),
        ("the tenth", [(10, "")]),
        ("TWO HOURS", [(2, "hour")]),
        ("someone often pays attention at once, no one waits", []),
        ("the second person", []),
    ],
)
def test_english_text_has_the_numbers(text: str, expected: list[tuple[float, str]]) -> None:
    assert read(text, "en") == expected


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("八折", "20% off"),
        ("下午三点半", "15:30"),
        ("下午 3 点 20 分", "3:20 p.m."),
        ("晚上 9 点", "nine o'clock in the evening"),
        ("凌晨 12 点", "midnight"),
        ("中午十二点", "noon"),
        ("早上 07:00", "07:00"),
        ("八折", "80%"),
        ("三点", "three points"),
        ("三点", "3 p.m."),
        ("8 点", "eight o'clock"),
        ("8 点", "20:00"),
        ("第三步", "three steps"),
        ("一半", "50%"),
        ("四分之三", "three quarters"),
        ("三分之一", "a third of the guests"),
        ("最晚一点", "one o'clock at the latest"),
    ],
)
def test_ways_of_saying_the_same_are_equal(chinese: str, english: str) -> None:
    ours, theirs = next(quantities(chinese, "zh")), next(quantities(english, "en"))

    assert ours.equals(theirs)
    assert theirs.equals(ours)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("20 分钟", "20 hours"),
        ("200 元", "$200"),
        ("38 摄氏度", "38 °F"),
        ("下午 3 点", "3 a.m."),
        ("3 月", "January"),
        ("八折", "80% off by 2 p.m."),
        ("三公里", "three miles"),
        ("三米", "three kilometres"),
        ("两成", "2%"),
    ],
)
def test_other_units_are_not_equal(chinese: str, english: str) -> None:
    ours, theirs = next(quantities(chinese, "zh")), list(quantities(english, "en"))[-1]

    assert not ours.equals(theirs)


@pytest.mark.parametrize(("text", "locale"), [("每天", "zh"), ("三分之二", "zh"), ("a day", "en"), ("an hour", "en")])
def test_a_way_of_speaking_needs_no_partner(text: str, locale: str) -> None:
    assert [quantity.is_vague for quantity in quantities(text, locale)] == [True]


def test_a_language_without_a_file_knows_digits() -> None:
    assert read("12 minuti, venti", "it") == [(12, "")]


@given(st.integers(min_value=1, max_value=9999))
def test_every_number_in_chinese_words_is_read(number: int) -> None:
    assert read(in_chinese(number), "zh") == [(number, "")]


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_read_the_same_in_both_languages(number: int) -> None:
    assert read(f"{number:,} 分钟", "zh") == read(f"{number} minutes", "en") == [(number, "minute")]


@given(st.text(alphabet=NUMERALS) | st.text(), st.sampled_from(["zh", "en", "it"]))
def test_a_number_stands_where_it_says(text: str, locale: str) -> None:
    found = list(quantities(text, locale))

    assert all(text.startswith(quantity.written, quantity.offset) for quantity in found)
    assert [quantity.offset for quantity in found] == sorted(quantity.offset for quantity in found)


@pytest.mark.parametrize(
    "text", ["3" + "亿" * 60, "1–" + "9" * 400, "10.50 多", "5" * 400 + "0 多天", "1 万 " * 3 + "亿" * 50]
)
def test_numbers_beyond_measure_are_read(text: str) -> None:
    assert all(text.startswith(quantity.written, quantity.offset) for quantity in quantities(text, "zh"))

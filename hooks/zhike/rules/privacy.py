"""Data of persons, and keys that open something: neither stands on a page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial

from ..model import Page, Position, Site
from .base import About, Finding, Severity, found, lately, regex, rule
from .texts import characters, data_comments, data_texts, holds, watched

LONG = regex(r"\d(?<![\d-]\d)(?!\d{3}-\d\d-\d\d\b)(?:[ .()（）-]{0,2}\d){6}")
WIDE = str.maketrans({code: chr(code - 0xFEE0) for code in (0xFF0B, 0xFF0D, 0xFF0E, 0xFF20, *range(0xFF10, 0xFF1A))})
WIDE_SIGN = regex("[０-９＋－．＠]")
WRITTEN = regex(
    r"(?<=\d)\*{2,3}(?=\d)|&(?:#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6})|commat|period);"
    r"|(?<=\w)[ ]?[(（\[][ ]?at[ ]?[)）\]][ ]?(?=\w)",
    re.A,
)
DIGITS = regex(
    r"(?<![\w.+])(?:\+|00)?[(（]?\d[\d ()（）-]{6,24}\d(?![\w])|(?<![\w.+])1[3-9]\d\.\d{4}\.\d{4}(?!\w|\.\d)", re.A
)
MOBILE = regex(r"(?:(?:\+|00)?86)?1[3-9]\d{9}")
LANDLINE = regex(r"[(（]?0(?:10|2\d|[3-9]\d{2})[)）]?[ -]?\d{7,8}(?:[ -]\d{1,5})?|[48]00-?\d{3}-?\d{4}")
FOREIGN = regex(r"[(（]\d{3}[)）] ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}|0\d{2,4} \d{3,4} \d{3,4}|1-\d{3}-\d{3}-\d{4}")
NUMBERED = regex(
    r"(?:订单|单号|编号|流水|序号|工号|号码牌|账号|会员|卡号|发票|税号|快递|运单|条码|版本|ISBN|ISSN|SKU|order|booking|invoice|reference|confirmation|ticket|serial"
    r"|account|number|version|(?<![A-Za-z])(?:No\.|No|ref|id)(?![A-Za-z]))[^\d\n]{0,12}$",
    re.I,
)
CALLED = regex(
    r"(?:电话|手机|热线|座机|联系方式|拨打|致电|来电|传真|tel(?:ephone)?|phone|mobile|cell|hotline|call|fax|whatsapp)[^\d\n]{0,10}$",
    re.I,
)
CARD_LABEL = regex(r"(?:银行卡|信用卡|借记卡|储蓄卡|(?<!会员)(?<!储值)(?<!礼品)(?<!房)卡号|card)[^\d\n]{0,12}$", re.I)
IDENTITY_LABEL = regex(
    r"(?:身份证件?|证件)(?:号码?|编号)?|(?<![A-Za-z])(?:identity|id)(?: card)?(?: (?:number|no\.?))?(?![A-Za-z])", re.I
)
EMAIL = regex(r"(?<![\w.+%-])([A-Za-z0-9][\w.+%-]{0,63})@((?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24})(?![\w@])", re.A)
RESERVED = regex(r"(?:^|\.)(?:example(?:\.(?:com|net|org|cn))?|test|invalid|localhost)$", re.I)
ROLES = frozenset(watched("mailboxes-of-posts"))
PERSONAL = regex(r"[a-z]{2,}[._-][a-z]{2,}\d*|[a-z]+\d{2,}|[a-z]\.[a-z]{3,}", re.I)
IDENTITY = regex(
    r"(?<![\dA-Za-z])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12]\d|3[01])[ -]?\d{3}[\dXx]"
    r"(?![\dA-Za-z])",
    re.A,
)
OLD_IDENTITY = regex(
    r"(?:身份证(?:号码?|件号)?|(?:identity|id) card(?: number| no\.?)?)\D{0,6}(\d{15}|\d{17}[\dXx])(?![\dA-Za-z])",
    re.A | re.I,
)
STARRED = regex(r"\*\*(?<=\d\*\*)\*?(?=\d)")
AT = regex(r"at[ ]?[)）\]]")
OLD_LABELS = ("身份证", "dentity card", "dentity Card", "ID card", "ID Card", "id card")
PASSPORT_LABELS = ("护照", "通行证", "回乡证", "台胞证", "assport", "ravel permit", "ravel Permit")
PASSPORT = regex(
    r"(?:护照|通行证|回乡证|台胞证|passport|travel permit)(?:号码?| no\.?| number)?\W{0,6}([A-Z]{1,2}\d{7,8})(?!\w)",
    re.I,
)
CARD = regex(
    r"(?<![\d.A-Za-z+-])(?:62|4|5[1-5]|2[2-7]|3[47]|35)\d{2,3}(?:[ -]?\d{4,6}){2,4}\d{0,3}(?![\dA-Za-z]|[.-]\d)", re.A
)
IBAN = regex(r"(?<![0-9A-Za-z])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![0-9A-Za-z])", re.A)
ACCOUNT = regex(
    r"(?:微信号?|weixin|wechat(?: id)?|VX|V信)(?:号|为|是)?[ ]?[:：][ ]?([A-Za-z][\w-]{5,19})(?!\w)"
    r"|QQ(?:群|号)?(?:号|为|是)?[ ]?[:：]?[ ]?([1-9]\d{4,11})(?!\d)",
    re.I | re.A,
)
PLATE = regex(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][·•. ]?(?=[A-HJ-NP-Z]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)


def writings(site: Site, needed: tuple[str, ...]) -> Iterator[tuple[str, Page | None, Position]]:
    """Yield what may hold private data: the text of every page, and every text of the data files."""
    for page in site.written():
        text, known, has_long_number = lately(site, "as shown", page, partial(_as_shown, site, page))
        if holds(text, needed, known) if needed else has_long_number:
            yield text, page, page.at()
    if not site.focus:
        for text, at, has_long_number in site.once("data as shown", lambda: tuple(_data(site))):
            if needed or has_long_number:
                yield text, None, at


def _data(site: Site) -> Iterator[tuple[str, Position, bool]]:
    """Yield every text and comment of the data files as shown, its place, and whether it has a long number."""
    for at, written in [*((at, text) for at, text, _ in data_texts(site)), *data_comments(site)]:
        text = shown(written)
        yield text, at, bool(LONG.search(text))


def _as_shown(site: Site, page: Page) -> tuple[str, frozenset[str], bool]:
    """Return the text of a page as shown, the characters in it, and whether it has a long number."""
    text = shown(page.text)
    return text, characters(site, page) if text == page.text else frozenset(text), bool(LONG.search(text))


def shown(text: str) -> str:
    """Return a text with its numbers and addresses as readers see them, line for line.

    >>> shown("**138**00000000，a&#64;b.test，c (at) d.test，１３８＠")
    '**13800000000，a@b.test，c@d.test，138@'
    """
    plain = text.translate(WIDE) if WIDE_SIGN.search(text) else text
    is_written_otherwise = "&" in plain or AT.search(plain) or STARRED.search(plain)
    return WRITTEN.sub(_shown, plain) if is_written_otherwise else plain


def _shown(match: re.Match[str]) -> str:
    written = match.group()
    if written[0] == "*":
        return ""
    letter = html.unescape(written) if written[0] == "&" else "@"
    return letter if letter.isprintable() else " "


def located(
    site: Site, pattern: re.Pattern[str], needed: tuple[str, ...] = ()
) -> Iterator[tuple[Position, re.Match[str]]]:
    """Yield the place of every match of a pattern in pages and data files, code and front matter too."""
    for text, page, at in writings(site, needed):
        line, start = 1, 0
        for match in pattern.finditer(text):
            if page is None:
                yield at, match
                continue
            line += text.count("\n", start, match.start())
            start = match.start()
            yield page.at(line, start - text.rfind("\n", 0, start)), match


def left_of(match: re.Match[str]) -> str:
    """Return what stands before a match on its line, as much as a label is long."""
    return match.string[max(match.start() - 30, 0) : match.start()].rpartition("\n")[2]


@rule(Severity.ERROR, About.BOTH)
def telephone_number(site: Site) -> Iterator[Finding]:
    """A page holds no telephone number; numbers of the house are house values.

    Bad:  a mobile number of eleven digits
    Good: the extension in {{ front-desk-extension }}

    Numbers change, and those of persons are private.
    """
    for at, match in located(site, DIGITS):
        number = match.group()
        if _is_telephone(number.strip(), left_of(match)):
            hint = "name the post to call, or use a house value"
            yield found(at, "a telephone number stands here", hint)


def _is_telephone(number: str, left: str) -> bool:
    plain = re.sub(r"[ .()（）-]", "", number)
    if NUMBERED.search(left) and not CALLED.search(left):
        return False
    if MOBILE.fullmatch(plain):
        return not re.search(r"\d-\d{1,2}-\d{1,2}", number)
    if number.startswith(("+", "00")):
        return _is_possible("+" + plain.lstrip("+").removeprefix("00"))
    is_local = bool(LANDLINE.fullmatch(number) or FOREIGN.fullmatch(number))
    return is_local or (bool(CALLED.search(left)) and 7 <= len(plain) <= 13 and number.count("-") < 4)


def _is_possible(number: str) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_possible_number(phonenumbers.parse(number)))
    except phonenumbers.NumberParseException:
        return False


@rule(Severity.ERROR, About.BOTH)
def personal_email(site: Site) -> Iterator[Finding]:
    """A page holds no e-mail address of a person.

    Bad:  the address of the duty manager with her name in it
    Good: the address of the post, such as service@ and the name of the house
    """
    for at, match in located(site, EMAIL, ("@",)):
        name, host = match[1].lower().strip("."), match[2].lower()
        before = match.string[match.start() - 1 : match.start()]
        if name in ROLES or (before in ("/", ":") and "//" in left_of(match) and "mailto" not in left_of(match)):
            continue
        if not re.search(r"[a-z]|\d{5}", name):
            continue
        if not RESERVED.search(host) or PERSONAL.fullmatch(name):
            yield found(at, "the e-mail address of a person stands here", "write the address of a post, or none")


@rule(Severity.ERROR, About.BOTH)
def identity_number(site: Site) -> Iterator[Finding]:
    """A page holds no number of an identity card or passport.

    Bad:  an identity card number of 18 digits
    Good: the words "identity card number"
    """
    from stdnum.cn import ric

    for at, match in located(site, IDENTITY):
        number, left = re.sub("[ -]", "", match.group()), IDENTITY_LABEL.sub("", left_of(match))
        if ric.calc_check_digit(number) == number[-1].upper() and not NUMBERED.search(left):
            yield found(at, "an identity card number stands here", "delete it")
    for pattern, needed in ((OLD_IDENTITY, OLD_LABELS), (PASSPORT, PASSPORT_LABELS)):
        for at, match in located(site, pattern, needed):
            if (
                pattern is PASSPORT
                or not IDENTITY.fullmatch(match[1])
                or ric.calc_check_digit(match[1]) != match[1][-1].upper()
            ):
                yield found(at, "the number of an identity document stands here", "delete it")


@rule(Severity.ERROR, About.BOTH)
def bank_card(site: Site) -> Iterator[Finding]:
    """A page holds no number of a bank card or account.

    Bad:  a card number of 16 or 19 digits
    Good: the words "card number"
    """
    for at, match in located(site, CARD):
        digits = re.sub(r"\D", "", match.group())
        left = left_of(match)
        if len(set(digits)) > 1 and _is_card(digits) and (CARD_LABEL.search(left) or not NUMBERED.search(left)):
            yield found(at, "the number of a bank card stands here", "delete it")
    for at, match in located(site, IBAN):
        if _is_account(match.group()):
            yield found(at, "the number of a bank account stands here", "delete it")


def _is_account(number: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(number))


def _is_card(digits: str) -> bool:
    from stdnum import luhn

    lengths = {"62": (16, 17, 18, 19), "34": (15,), "37": (15,), "4": (13, 16, 19)}
    wanted = lengths.get(digits[:2]) or lengths.get(digits[:1]) or (16,)
    return len(digits) in wanted and luhn.is_valid(digits)


@rule(Severity.ERROR, About.BOTH)
def chat_account(site: Site) -> Iterator[Finding]:
    """A page holds no WeChat or QQ account.

    Bad:  微信号 and a name behind it
    Good: 用酒店的企业微信联系
    """
    for at, _ in located(site, ACCOUNT, ("微信", "V信", "QQ", "qq", "VX", "vx", "eixin", "eChat", "echat")):
        yield found(at, "the account of a person stands here", "name the post to write to")


@rule(Severity.WARNING, About.BOTH)
def number_plate(site: Site) -> Iterator[Finding]:
    """A page holds no number of a car.

    Bad:  a number plate with its letters and digits
    Good: 客人的车牌号
    """
    for at, _ in located(site, PLATE, tuple("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼")):
        yield found(at, "the number plate of a car stands here", "delete it")

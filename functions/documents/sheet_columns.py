"""The columns of a sheet of invoices: one definition for template, reading and result."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from backend.documents.rules.failures import Failure, Fault
from backend.kernel.errors import Refusal

# Excel keeps 15 digits of a number; what had more was rounded before we saw it.
EXACT_DIGITS = 15
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")


class Holds(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `longest` counts characters, `decimals` those of a number."""

    name: str
    zh: str
    en: str
    example: str
    holds: Holds = Holds.TEXT
    required: bool = False
    longest: int = 100
    decimals: int = 0
    choices: tuple[str, ...] = ()


# Lengths: domain facts §2.7. Rows of one serial are the lines of one invoice.
INVOICE_COLUMNS = (
    Column("serial", "发票流水号", "Serial", "1", required=True, longest=20),
    Column(
        "kind",
        "发票类型",
        "Kind",
        "普通发票",
        holds=Holds.CHOICE,
        required=True,
        choices=("普通发票", "增值税专用发票"),
    ),
    Column("buyer_name", "购方名称", "Buyer", "模拟·顺利汽修有限公司", required=True, longest=300),
    Column("buyer_tax_id", "购方识别号", "Buyer's tax id", "91130502MAY00001X0", longest=20),
    Column(
        "code", "税收分类编码", "Classification", "2020100000000000000", required=True, longest=19
    ),
    Column("item", "项目名称", "Item", "更换刹车片", required=True, longest=600),
    Column("specification", "规格型号", "Specification", "前轮", longest=150),
    Column("unit", "单位", "Unit", "副", longest=300),
    Column("quantity", "数量", "Quantity", "2", Holds.NUMBER, longest=25, decimals=13),
    Column("unit_price", "单价", "Unit price", "150", Holds.NUMBER, longest=25, decimals=13),
    Column("amount", "金额", "Amount", "300", Holds.NUMBER, True, 18, 2),
    Column(
        "inclusive",
        "是否含税",
        "Tax included",
        "是",
        holds=Holds.CHOICE,
        required=True,
        choices=("是", "否"),
    ),
    Column("rate", "税率", "Rate", "0.01", Holds.NUMBER, True, 16, 6),
    Column("remark", "备注", "Remark", "", longest=450),
    Column(
        "treatment",
        "优惠政策",
        "Relief",
        "",
        holds=Holds.CHOICE,
        choices=("免税", "不征税"),
    ),
    Column(
        "natural_person",
        "是否自然人",
        "Natural person",
        "否",
        holds=Holds.CHOICE,
        choices=("是", "否"),
    ),
)

# What a sheet that we gave back says of each row; who mends it sends it again as it is.
FOUND = Column("found", "检查结果", "Result", "")
ISSUED = "已开具"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it was read, and what is known of it besides its text.

    `formula` where one stood, `rounded` where digits were lost before we saw it, `scattered` where
    lines of one invoice do not stand together.
    """

    text: str = ""
    formula: bool = False
    rounded: bool = False
    scattered: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with one cell of one row."""

    row: int
    column: str
    code: str
    params: Mapping[str, object]


def places(titles: Iterable[str], columns: tuple[Column, ...]) -> dict[str, int]:
    """Find where each column stands, by its Chinese or English title.

    Refuses `sheet-column-twice`, then `sheet-columns-missing` for columns that must be there.
    """
    by_title = {_plain(title): one.name for one in columns for title in (one.zh, one.en)}
    found: dict[str, int] = {}
    for place, title in enumerate(titles):
        name = by_title.get(_plain(title))
        if name in found:
            raise Refusal(Failure.COLUMN_TWICE, column=title)
        if name:
            found[name] = place
    missing = [one.zh for one in columns if one.required and one.name not in found]
    if missing:
        raise Refusal(Failure.COLUMNS_MISSING, columns="、".join(missing))
    return found


def matches(titles: Iterable[str], columns: tuple[Column, ...]) -> int:
    """Count the titles that name a column."""
    known = {_plain(title) for one in columns for title in (one.zh, one.en)}
    return sum(_plain(title) in known for title in titles)


def check_cell(column: Column, cell: Cell) -> tuple[Fault, Mapping[str, object]] | None:
    """Check the shape of one cell; None when it is right.

    In this order: a formula, digits lost, unprintable characters, a serial that comes back,
    nothing where something must be, too long, none of the choices, no number or too fine a one.
    """
    if cell.formula:
        return Fault.FORMULA, {}
    if cell.rounded and column.holds is not Holds.NUMBER:
        return Fault.DIGITS_LOST, {"digits": EXACT_DIGITS}
    if any(unicodedata.category(one) in ("Cc", "Cs", "Co", "Cn") for one in cell.text):
        return Fault.UNPRINTABLE, {}
    if cell.scattered:
        return Fault.SCATTERED, {}
    if not cell.text:
        return (Fault.MISSING, {}) if column.required else None
    return _check_text(column, cell.text)


def _check_text(column: Column, text: str) -> tuple[Fault, Mapping[str, object]] | None:
    if len(text) > column.longest:
        return Fault.TOO_LONG, {"longest": column.longest}
    if column.holds is Holds.CHOICE and text not in column.choices:
        return Fault.NOT_A_CHOICE, {"choices": "、".join(column.choices)}
    return _check_number(column, text) if column.holds is Holds.NUMBER else None


def number(text: str) -> Decimal | None:
    """Read a number as people type it in a sheet: grouped, in percent; None for no number."""
    plain = text.strip().removeprefix("¥")
    percent = plain.endswith("%")
    plain = plain.removesuffix("%")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", plain):
        return None
    try:
        return Decimal(plain) / 100 if percent else Decimal(plain)
    except InvalidOperation:
        return None


def _check_number(column: Column, text: str) -> tuple[Fault, Mapping[str, object]] | None:
    value = number(text)
    if value is None:
        return Fault.NOT_A_NUMBER, {}
    places_used = -int(value.normalize().as_tuple().exponent)
    if places_used > column.decimals:
        return Fault.TOO_FINE, {"decimals": column.decimals}
    return None


def _plain(title: str) -> str:
    # A star marks what must be filled in, and people add a word in brackets.
    bare = re.sub(r"[*＊]|（.*|\(.*", "", title)
    return " ".join(bare.split()).lower()

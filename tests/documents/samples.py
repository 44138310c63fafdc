"""Faces for every case a document must show; all people and companies are invented (模拟)."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from backend.einvoices.rules.face import Face, Kind, Line, Party, Rate, Red, Treatment
from backend.kernel.money import times, to_fen

AT = datetime(2026, 11, 23, 2, 3, 4, tzinfo=UTC)
NUMBER = "26132000000012345678"
REPAIR = "3040408040000000000"
THIRTEEN = Rate(Decimal("0.13"))
SELLER = Party(
    "模拟·顺利汽修有限公司",
    "91130500MA0TEST01X",
    "河北省邢台市襄都区模拟路 1 号",
    "0319-0000000",
    "模拟银行邢台分行",
    "13050000000000000001",
)
BUYER = Party("模拟·邢襄贸易有限公司", "91130500MA0TEST02Y")
PERSON = Party("模拟·张三（个人）")
LONG = Party("模拟·" + "极长名称之连锁经营管理集团" * 22 + "有限公司", "91130500MA0TEST03Z")


def line(
    name: str = "更换刹车片",
    quantity: str = "2",
    price: str = "442.4778761061947",
    rate: Rate = THIRTEEN,
) -> Line:
    """Make a line whose tax is its rate's; a difference line has its own tax elsewhere."""
    amount = to_fen(Decimal(quantity) * Decimal(price))
    return Line(
        code=REPAIR,
        short_name="修理修配劳务",
        name=name,
        rate=rate,
        amount_fen=amount,
        tax_fen=times(amount, rate.value),
        specification="前轮 DB1234",
        unit="套",
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
    )


def discount(parent: Line, share: str = "0.1") -> Line:
    """Make the line that takes a share off its parent."""
    amount = times(parent.amount_fen, -Decimal(share))
    return Line(
        parent.code,
        parent.short_name,
        parent.name,
        parent.rate,
        amount,
        times(amount, parent.rate.value),
        discount=True,
    )


def face(*lines: Line, buyer: Party = BUYER, kind: Kind = Kind.D_ORD, **further: object) -> Face:
    """Make an invoice of the lines given, or of one line."""
    made = Face(
        number=NUMBER,
        kind=kind,
        issued_at=AT,
        seller=SELLER,
        buyer=buyer,
        lines=lines or (line(),),
        issuer="模拟开票人",
        remark="模拟数据：车牌 冀E·00000",
    )
    return replace(made, **further)  # type: ignore[arg-type]


def many(count: int) -> Face:
    """Make an invoice of many lines, no two of one price."""
    lines = (
        line(f"模拟项目第 {n} 号", str(n), f"{n + 10}.{n % 100:02d}5") for n in range(1, count + 1)
    )
    return face(*lines)


def red() -> Face:
    """Make the red invoice of a part, with what its remark must name."""
    part = replace(line(), amount_fen=-442_48, tax_fen=-57_52, quantity=Decimal(-1))
    return face(part, red=Red("26132000000000000001", "13050026110000000001"), remark="")


def untaxed() -> Face:
    """Make an invoice of exempt, untaxed and difference lines (免税, 不征税, 差额征税)."""
    none = Decimal(0)
    return face(
        line("自产农产品", "10", "3.5", Rate(none, Treatment.EXEMPT)),
        line("预付卡充值", "1", "100", Rate(none, Treatment.NOT_TAXED)),
        replace(
            line("劳务派遣", "1", "1000", Rate(Decimal("0.05"), Treatment.DIFFERENCE)), tax_fen=476
        ),
        label="差额征税",
    )


def exempt() -> Face:
    """Make an invoice without any tax."""
    return face(line("自产农产品", "10", "3.5", Rate(Decimal(0), Treatment.EXEMPT)))


CASES: dict[str, Face] = {
    "one line": face(),
    "special": face(kind=Kind.D_SPECIAL),
    "8 lines": many(8),
    "40 lines": many(40),
    "200 lines": many(200),
    "discount": face(line(), discount(line())),
    "red": red(),
    "natural person": face(buyer=PERSON),
    "untaxed": untaxed(),
    "exempt": exempt(),
    "long names": face(
        line("超长商品名称" * 90, "1.2345678901234567890123", "12345678.1234567890123"),
        buyer=LONG,
        remark="备注很长" * 37,
    ),
}

"""What the room says of what may be put on an invoice, with the rates of the day."""

from collections.abc import Iterable, Mapping

from backend.einvoices.rules.classification import Item
from backend.einvoices.rules.face import Rate, Treatment
from backend.web.routes import View


class RateView(View):
    """A rate that may be chosen."""

    rate: str
    treatment: Treatment
    shown: str


class ItemView(View):
    """A classification with the rates that a company may choose today."""

    code: str
    short_name: str
    name_zh: str
    name_en: str
    rates: list[RateView]

    @classmethod
    def of(cls, item: Item, rates: Iterable[Rate]) -> "ItemView":
        """Show an item."""
        chosen = [
            RateView(rate=str(one.value), treatment=one.treatment, shown=one.shown) for one in rates
        ]
        return cls(
            code=item.code,
            short_name=item.short_name,
            name_zh=item.name,
            name_en=item.name_en,
            rates=chosen,
        )


class ItemsView(View):
    """What a company may put on an invoice."""

    items: list[ItemView]

    @classmethod
    def of(cls, rows: Mapping[Item, tuple[Rate, ...]]) -> "ItemsView":
        """Show the items."""
        return cls(items=[ItemView.of(item, rates) for item, rates in rows.items()])

"""Companies, authorities and facts between the table and their values."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from backend.kernel.clock import from_text, to_text
from backend.kernel.events import Event
from backend.kernel.pages import Page
from backend.storage import ledger, pages
from backend.storage.transaction import Change, save, write
from backend.taxpayers.rules.authority import Authority, Role
from backend.taxpayers.rules.company import Company, TaxpayerType
from backend.taxpayers.rules.facts import Current, Fact, FactName
from backend.taxpayers.tables import TaxpayerItem

_COMPANY = "company"
_PERSON = "person/"
_FACT = "fact/"
_CURRENT = "current-facts"


class TaxpayerStore:
    """Keeps the room's values in DynamoDB."""

    def find_company(self, company_id: str) -> Company | None:
        item = _find(company_id, _COMPANY)
        return None if item is None else _company(item)

    def find_companies(self, company_ids: Iterable[str]) -> Mapping[str, Company]:
        keys = [(company_id, _COMPANY) for company_id in company_ids]
        if not keys:
            return {}
        found = TaxpayerItem.batch_get(keys, consistent_read=True)
        return {item.company_id: _company(item) for item in found}

    def list_companies(self, city_code: str, *, cursor: str | None, limit: int) -> Page[Company]:
        page = pages.query(TaxpayerItem.by_city, city_code, cursor=cursor, limit=limit)
        found = self.find_companies(item.company_id for item in page.items)
        return page.map(lambda item: found[item.company_id])

    def save_company(self, company: Company, event: Event) -> None:
        body = {
            "name": company.name,
            "district_code": company.district_code,
            "taxpayer_type": company.taxpayer_type.value,
            "registered_at": to_text(company.registered_at),
            "synthetic": company.synthetic,
        }
        _save(company, event, body=body, key=(company.id, _COMPANY), city_code=company.city_code)

    def find_authority(self, company_id: str, person_id: str) -> Authority | None:
        item = _find(company_id, _PERSON + person_id)
        return None if item is None else _authority(item)

    def list_authorities_of(
        self, person_id: str, *, cursor: str | None, limit: int
    ) -> Page[Authority]:
        page = pages.query(TaxpayerItem.by_person, person_id, cursor=cursor, limit=limit)
        return page.map(_authority)

    def list_people(self, company_id: str) -> tuple[Authority, ...]:
        return tuple(_authority(item) for item in _rows(company_id, _PERSON))

    def save_authority(self, authority: Authority, event: Event) -> None:
        body = {
            "name": authority.name,
            "role": authority.role.value,
            "real_name_verified": authority.real_name_verified,
            "invoice_agent": authority.invoice_agent,
            "valid_from": authority.valid_from.isoformat(),
            "valid_to": _day_out(authority.valid_to),
            "recorded_at": to_text(authority.recorded_at),
            "recorded_by": authority.recorded_by,
        }
        key = authority.company_id, _PERSON + authority.person_id
        _save(authority, event, body=body, key=key, person_id=authority.person_id)

    def find_fact(self, company_id: str, fact_id: str) -> Fact | None:
        item = _find(company_id, _FACT + fact_id)
        return None if item is None else _fact(item)

    def list_facts(self, company_id: str, *, cursor: str | None, limit: int) -> Page[Fact]:
        page = pages.query(
            TaxpayerItem,
            company_id,
            cursor=cursor,
            limit=limit,
            newest_first=True,
            consistent=True,
            range_condition=TaxpayerItem.row.startswith(_FACT),
        )
        return page.map(_fact)

    def find_current(self, company_id: str) -> Current:
        item = _find(company_id, _CURRENT)
        if item is None:
            every = tuple(_fact(row) for row in _rows(company_id, _FACT))
            return Current(company_id, every)
        body: Mapping[str, Any] = item.body
        found = tuple(_fact_of(company_id, row["id"], row) for row in body["facts"])
        return Current(company_id, found, int(item.version))

    def save_fact(self, fact: Fact, event: Event, current: Current) -> None:
        known = [{"id": one.id, **_fact_body(one)} for one in current.facts]
        item = TaxpayerItem(
            current.company_id,
            _CURRENT,
            version=current.version,
            head="",
            request_hash="",
            body={"facts": known},
        )
        key = fact.company_id, _FACT + fact.id
        _save(fact, event, save(item), body=_fact_body(fact), key=key)


def _find(company_id: str, row: str) -> TaxpayerItem | None:
    try:
        return TaxpayerItem.get(company_id, row, consistent_read=True)
    except TaxpayerItem.DoesNotExist:
        return None


def _rows(company_id: str, prefix: str) -> Iterable[TaxpayerItem]:
    begins = TaxpayerItem.row.startswith(prefix)
    return TaxpayerItem.query(company_id, begins, consistent_read=True)


def _save(
    value: Company | Authority | Fact,
    event: Event,
    *others: Change,
    body: Mapping[str, object],
    key: tuple[str, str],
    **indexed: Any,
) -> None:
    change, head = ledger.record(event, value.head)
    item = TaxpayerItem(
        *key,
        version=value.version,
        head=head,
        request_hash=value.request_hash,
        body=body,
        **indexed,
    )
    write(save(item), change, *others)


def _company(item: TaxpayerItem) -> Company:
    body: Mapping[str, Any] = item.body
    return Company(
        id=item.company_id,
        name=body["name"],
        district_code=body["district_code"],
        taxpayer_type=TaxpayerType(body["taxpayer_type"]),
        registered_at=from_text(body["registered_at"]),
        synthetic=body["synthetic"],
        city_code=str(item.city_code),
        **_kept(item),
    )


def _authority(item: TaxpayerItem) -> Authority:
    body: Mapping[str, Any] = item.body
    return Authority(
        company_id=item.company_id,
        person_id=item.row.removeprefix(_PERSON),
        name=body["name"],
        role=Role(body["role"]),
        real_name_verified=body["real_name_verified"],
        invoice_agent=body["invoice_agent"],
        valid_from=date.fromisoformat(body["valid_from"]),
        valid_to=_day_in(body["valid_to"]),
        recorded_at=from_text(body["recorded_at"]),
        recorded_by=body["recorded_by"],
        **_kept(item),
    )


def _fact(item: TaxpayerItem) -> Fact:
    return _fact_of(item.company_id, item.row.removeprefix(_FACT), item.body, **_kept(item))


def _fact_body(fact: Fact) -> dict[str, object]:
    return {
        "name": fact.name.value,
        "value": fact.value,
        "effective_from": fact.effective_from.isoformat(),
        "effective_to": _day_out(fact.effective_to),
        "source": fact.source,
        "reason": fact.reason,
        "recorded_at": to_text(fact.recorded_at),
        "recorded_by": fact.recorded_by,
    }


def _fact_of(company_id: str, fact_id: str, body: Mapping[str, Any], **kept: Any) -> Fact:
    return Fact(
        id=fact_id,
        company_id=company_id,
        name=FactName(body["name"]),
        value=body["value"],
        effective_from=date.fromisoformat(body["effective_from"]),
        effective_to=_day_in(body["effective_to"]),
        source=body["source"],
        reason=body["reason"],
        recorded_at=from_text(body["recorded_at"]),
        recorded_by=body["recorded_by"],
        **(kept or {"request_hash": ""}),
    )


def _kept(item: TaxpayerItem) -> dict[str, Any]:
    return {
        "request_hash": item.request_hash,
        "version": int(item.version),
        "head": item.head,
    }


def _day_out(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_in(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

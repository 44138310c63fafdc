"""DynamoDB in memory, below PynamoDB: what the shipped stores write and read, and its weaknesses.

Writes are conditional and transactional as DynamoDB's are. Indexes and reads that do not ask for
consistency see a replica that lags behind, by as much as `lag` says for each write.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from backend.storage.table import Table
from tests.simulation.conditions import Item, compiled, holds, plain

Key = tuple[Any, Any]
Params = dict[str, Any]
Sheet = dict[Any, dict[Any, Item]]  # by hash key, then by range key


@dataclass(frozen=True, slots=True)
class Index:
    """A list of a table's items under another key; projection `ALL` or `KEYS_ONLY`."""

    hash_name: str
    range_name: str | None
    keys_only: bool


@dataclass(slots=True)
class Rows:
    """The items of a table as one kind of reader sees them, and the same under its indexes."""

    items: Sheet = field(default_factory=dict)
    under: dict[str, dict[Any, dict[Key, Item]]] = field(default_factory=dict)

    def copy(self) -> "Rows":
        return Rows(
            {key: dict(rows) for key, rows in self.items.items()},
            {
                name: {key: dict(rows) for key, rows in index.items()}
                for name, index in self.under.items()
            },
        )


class Shape:
    """A table's keys and indexes, read from its PynamoDB class."""

    def __init__(self, model: type[Table]) -> None:
        names = {one.attr_name: one for one in model.get_attributes().values()}
        self.name: str = model.Meta.table_name
        self.hash_name = next(name for name, one in names.items() if one.is_hash_key)
        self.range_name = next((name for name, one in names.items() if one.is_range_key), None)
        self.indexes = {index.Meta.index_name: _index(index) for index in model._indexes.values()}

    def key(self, item: Item) -> Key:
        return plain(item[self.hash_name]), plain(item[self.range_name]) if self.range_name else ""


def _index(index: Any) -> Index:
    keys = index.Meta.attributes.values()
    ranges = [one.attr_name for one in keys if one.is_range_key]
    kind = index.Meta.projection.projection_type
    hash_name = next(one.attr_name for one in keys if one.is_hash_key)
    return Index(hash_name, ranges[0] if ranges else None, kind == "KEYS_ONLY")


class Store:
    """All tables; a copy of a loaded one is a city as it was born."""

    def __init__(self, shapes: dict[str, Shape]) -> None:
        self.shapes = shapes
        self.rows = {name: Rows() for name in shapes}
        self.replica = {name: Rows() for name in shapes}
        self.late: deque[tuple[float, str, Key, Item | None]] = deque()
        self.now: Callable[[], float] = lambda: 0.0
        self.lag: Callable[[], float] = lambda: 0.0
        self.written: Callable[[str, Item | None, Item], None] = lambda *_: None
        self.commits = 0

    def born(self) -> "Store":
        """Return a city in the same state, with nothing on its way to the replica."""
        fresh = Store(self.shapes)
        fresh.rows = {name: rows.copy() for name, rows in self.rows.items()}
        fresh.replica = {name: rows.copy() for name, rows in self.rows.items()}
        return fresh

    def find(self, table: str, key: Item, consistent: bool = True) -> Item | None:
        hash_key, range_key = self.shapes[table].key(key)
        return self._seen(table, consistent).items.get(hash_key, {}).get(range_key)

    def items(self, table: str) -> Iterator[Item]:
        for rows in self.rows[table].items.values():
            yield from rows.values()

    def put(self, table: str, item: Item) -> None:
        self._change(table, self.shapes[table].key(item), item)

    def delete(self, table: str, key: Item) -> None:
        self._change(table, self.shapes[table].key(key), None)

    def query(self, table: str, params: Params) -> Params:
        """Answer a Query over a table or an index, a page at most."""
        index = self.shapes[table].indexes.get(params.get("IndexName", ""))
        found = self._partition(table, index, params)
        order = index.range_name if index else self.shapes[table].range_name
        test, names = compiled(params["KeyConditionExpression"]), params["ExpressionAttributeNames"]
        values = params["ExpressionAttributeValues"]
        matching = sorted(
            (item for item in found if test(item, names, values)),
            key=lambda item: (plain(item[order]) if order else "", self.shapes[table].key(item)),
            reverse=not params.get("ScanIndexForward", True),
        )
        return self._page(table, index, matching, params)

    def _partition(self, table: str, index: Index | None, params: Params) -> list[Item]:
        values = params["ExpressionAttributeValues"]
        words = params["KeyConditionExpression"].replace("(", " ").split()
        partition = plain(values[words[words.index("=") + 1].rstrip(")")])
        if index is None:
            seen = self._seen(table, bool(params.get("ConsistentRead")))
            return list(seen.items.get(partition, {}).values())
        under = self._seen(table, False).under.get(params["IndexName"], {})
        return list(under.get(partition, {}).values())

    def _page(
        self, table: str, index: Index | None, matching: list[Item], params: Params
    ) -> Params:
        keys = [self.shapes[table].hash_name, self.shapes[table].range_name]
        if index:
            keys += [index.hash_name, index.range_name]
        start = params.get("ExclusiveStartKey")
        if start is not None:
            at = [self.shapes[table].key(item) for item in matching].index(
                self.shapes[table].key(start)
            )
            matching = matching[at + 1 :]
        page = matching[: params.get("Limit") or len(matching)]
        answer: Params = {"Items": page, "Count": len(page), "ScannedCount": len(page)}
        if len(page) < len(matching):
            answer["LastEvaluatedKey"] = {name: page[-1][name] for name in keys if name}
        if index and index.keys_only:
            answer["Items"] = [{name: item[name] for name in keys if name} for item in page]
        return answer

    def _seen(self, table: str, consistent: bool) -> Rows:
        if consistent:
            return self.rows[table]
        now = self.now()
        while self.late and self.late[0][0] <= now:
            _, name, key, item = self.late.popleft()
            self._set(self.replica[name], name, key, item)
        return self.replica[table]

    def _change(self, table: str, key: Key, item: Item | None) -> None:
        before = self._set(self.rows[table], table, key, item)
        # The replica takes writes in their order: one late write holds up those behind it.
        due = max(self.now() + self.lag(), self.late[-1][0] if self.late else 0.0)
        self.late.append((due, table, key, item))
        if item is not None:
            self.written(table, before, item)

    def _set(self, rows: Rows, table: str, key: Key, item: Item | None) -> Item | None:
        hash_key, range_key = key
        partition = rows.items.setdefault(hash_key, {})
        before = partition.pop(range_key, None)
        if item is not None:
            partition[range_key] = item
        for name, index in self.shapes[table].indexes.items():
            under = rows.under.setdefault(name, {})
            if before is not None and index.hash_name in before:
                under[plain(before[index.hash_name])].pop(key, None)
            if item is not None and index.hash_name in item:
                under.setdefault(plain(item[index.hash_name]), {})[key] = item
        return before


class Client:
    """What PynamoDB's connection calls instead of botocore's client; each call passes `gate`."""

    _request_signer = None

    def __init__(self, store: Store) -> None:
        self.store = store
        self.gate: Callable[[str, Callable[[], Params]], Params] = lambda _, call: call()

    def _make_api_call(self, operation: str, params: Params) -> Params:
        act = getattr(self, f"_{operation}")
        return self.gate(operation, lambda: act(params))

    def _GetItem(self, params: Params) -> Params:  # noqa: N802 - DynamoDB's own name
        consistent = bool(params.get("ConsistentRead"))
        item = self.store.find(params["TableName"], params["Key"], consistent)
        return {} if item is None else {"Item": item}

    def _Query(self, params: Params) -> Params:  # noqa: N802
        return self.store.query(params["TableName"], params)

    def _BatchGetItem(self, params: Params) -> Params:  # noqa: N802
        answer: dict[str, list[Item]] = {}
        for table, asked in params["RequestItems"].items():
            consistent = bool(asked.get("ConsistentRead"))
            found = (self.store.find(table, key, consistent) for key in asked["Keys"])
            answer[table] = [item for item in found if item is not None]
        return {"Responses": answer, "UnprocessedKeys": {}}

    def _PutItem(self, params: Params) -> Params:  # noqa: N802
        self._require(params["TableName"], params, params["Item"])
        self.store.put(params["TableName"], params["Item"])
        self.store.commits += 1
        return {}

    def _DeleteItem(self, params: Params) -> Params:  # noqa: N802
        self._require(params["TableName"], params, params["Key"])
        self.store.delete(params["TableName"], params["Key"])
        self.store.commits += 1
        return {}

    def _BatchWriteItem(self, params: Params) -> Params:  # noqa: N802
        for table, rows in params["RequestItems"].items():
            for row in rows:
                if "PutRequest" in row:
                    self.store.put(table, row["PutRequest"]["Item"])
                else:
                    self.store.delete(table, row["DeleteRequest"]["Key"])
        self.store.commits += 1
        return {"UnprocessedItems": {}}

    def _TransactWriteItems(self, params: Params) -> Params:  # noqa: N802
        acts = [next(iter(act.items())) for act in params["TransactItems"]]
        reasons = [{"Code": "None" if self._holds(act) else _FAILED} for _, act in acts]
        if any(reason["Code"] == _FAILED for reason in reasons):
            raise _error("TransactionCanceledException", "TransactWriteItems", reasons)
        for verb, act in acts:
            if verb == "Put":
                self.store.put(act["TableName"], act["Item"])
            elif verb == "Delete":
                self.store.delete(act["TableName"], act["Key"])
        self.store.commits += 1
        return {}

    def _holds(self, act: Params) -> bool:
        return holds(self.store.find(act["TableName"], act.get("Item") or act["Key"]), act)

    def _require(self, table: str, params: Params, key: Item) -> None:
        if not holds(self.store.find(table, key), params):
            raise _error("ConditionalCheckFailedException", "PutItem", [])


_FAILED = "ConditionalCheckFailed"


def _error(code: str, operation: str, reasons: list[dict[str, str]]) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": code}, "CancellationReasons": reasons}
    return ClientError(answer, operation)

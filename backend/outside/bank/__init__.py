"""The tax-treasury-bank interface (财税库银横向联网, 模拟): its shape, a client, its signature.

There is no public interface of this kind. This one is the project's own (模拟) and holds only what
a debit by three-party agreement (三方协议), a payment code, a pay-out and a statement need.

| request | body | answer |
|---|---|---|
| `PUT /v1/agreements/{id}` | `taxpayer`, `account_no`, `account_name` | an order |
| `PUT /v1/debits/{id}` | `agreement_id`, `amount_fen`, `what`, `valid_until` | an order |
| `PUT /v1/codes/{id}` | `amount_fen`, `what`, `valid_until` | an order with `text`: the code |
| `PUT /v1/payouts/{id}` | `return_of` (`{kind, id}`), `amount_fen`, `what` | an order |
| `PUT /v1/{kind}/{id}/closure` | `{}` | the order; from now on it can never be carried out |
| `GET /v1/{kind}/{id}` | | the order, or 404 `order-unknown` |
| `GET /v1/statements/{date}?after=n` | | `entries`, `next`, `complete` |

An *order* is `{id, state, reason, bank_no, at, amount_fen, text}`. Its state is `open` (a code that
waits for a payer), `processing`, `done`, `refused`, `closed`, or `returned` (a pay-out that came
back, 退汇). Ids are the caller's. The same `PUT` again gives the order as it is and does nothing;
another body under the same id is 409 `order-differs`. `refused`, `closed` and, of a debit, `done`
are ends. A closure of an order that the bank has never seen closes it all the same, so a `PUT` that
comes late is refused: that is how an outcome that nobody knows becomes one that everybody knows.
An order that arrives after its `valid_until` is refused (`too-late`). 400 `{code}` to an order says
that the bank will not have it, now or later; 503 that it put the request off and did nothing.

Every request is signed, and so is every answer, over the request's nonce: what a proxy, a cache or
a broken process says is no answer. See `signing`.
"""

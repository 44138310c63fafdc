"""Every route refuses whom it does not name: nobody, and each wrong kind of caller."""

from collections.abc import Iterator

from flask import Flask

from backend.kernel.ids import new_id
from backend.web.callers import Rule
from infra.local.seed.people import CLERK, OWNER
from tests.walks.acts import by_sms, paired
from tests.walks.conftest import Walk
from tests.walks.device import Device


def routes(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    for rule in app.url_map.iter_rules():
        stated: Rule | None = getattr(app.view_functions[rule.endpoint], "__caller_rule__", None)
        if stated is None:
            continue
        path = rule.rule
        for name in rule.arguments:
            for form in (f"<{name}>", f"<int:{name}>"):
                path = path.replace(form, "1" if "int:" in form else new_id())
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, path, stated


def test_nobody_gets_in_without_signing(walk: Walk) -> None:
    found = 0
    for method, path, rule in routes(walk.app):
        if rule.kind == "anyone":
            continue
        answer = walk.app.test_client().open(path, method=method, json={})
        assert answer.status_code == 401, (method, path, answer.text)
        assert answer.content_type == "application/problem+json"
        assert answer.json["detail"]
        found += 1
    assert found > 30


def test_each_wrong_kind_of_caller_is_refused(walk: Walk) -> None:
    callers: dict[str, Device] = {
        "person": walk.signed_in(OWNER.phone),
        "staff": walk.signed_in(CLERK.phone),
        "kiosk": (kiosk := paired(walk)),
        "visitor": by_sms(walk, kiosk, CLERK.phone),
    }
    wrong = {
        "person": ("kiosk",),
        "staff": ("person", "kiosk", "visitor"),
        "kiosk": ("person", "staff", "visitor"),
    }
    open_to_visitors = 0
    for method, path, rule in routes(walk.app):
        open_to_visitors += rule.at_kiosk
        closed = ("visitor",) if rule.kind == "person" and not rule.at_kiosk else ()
        for kind in (*wrong.get(rule.kind, ()), *closed):
            answer = callers[kind].send(method, path, {})
            assert answer.status_code == 403, (method, path, kind, answer.text)
            assert answer.json["code"] == "caller-not-allowed"
    # Who stands at a machine reads, applies, and takes back what a clerk would have to decide; each
    # further door is a decision of its own.
    assert open_to_visitors == 8


def test_a_body_over_the_limit_is_refused(walk: Walk) -> None:
    answer = walk.app.test_client().put(f"/api/sign-ins/{new_id()}", json={"phone": "1" * 300_000})
    assert (answer.status_code, answer.json["code"]) == (413, "body-too-large")

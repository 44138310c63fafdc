"""The parts of the city: which process serves what, and how one knows that it does."""

import time
from collections.abc import Mapping

from infra.local.authority import Certificate
from infra.local.children import answers
from infra.local.engine import Engine
from infra.local.plan import Plan, python
from infra.local.supervisor import Part


def engine(plan: Plan, environment: Mapping[str, str]) -> Part:
    """The database; its data is one file."""
    process = Engine(plan.folder / "engine" / "city.db", plan.engine.port)
    process.path.parent.mkdir(parents=True, exist_ok=True)
    return Part("engine", process.command(), environment, lambda: answers(plan.engine.port))


def outside(plan: Plan, environment: Mapping[str, str]) -> list[Part]:
    """What stands for the world: text messages, the printer, the file store and the bank."""
    sms = python(
        "backend.outside.sandbox.sms", "--environment", "local", "--port", str(plan.sms.port)
    )
    return [
        Part("sms", sms, environment, lambda: answers(plan.sms.port)),
        Part(
            "printer",
            python("infra.local.printer"),
            environment,
            lambda: answers(plan.printer.port),
        ),
        Part("files", python("infra.local.objects"), environment, lambda: answers(plan.files.port)),
        Part("bank", python("infra.local.bank"), environment, lambda: answers(plan.bank.port)),
    ]


def inside(plan: Plan, environment: Mapping[str, str]) -> list[Part]:
    """What serves people: pages with the API, and the workers behind them."""
    begun = time.time()

    def is_open(worker: str) -> bool:
        note = plan.folder / worker / "open.json"
        return note.exists() and note.stat().st_mtime >= begun

    here = {**environment, "TAX_BIND": f"{plan.pages.host}:{plan.pages.port}"}
    return [
        Part(
            "pages",
            python("infra.local.origin"),
            here,
            lambda: answers(plan.pages.port, "/api/health"),
        ),
        Part("worker", python("infra.local.worker"), environment, lambda: is_open("worker")),
        Part(
            "documents",
            python("infra.local.worker.documents"),
            environment,
            lambda: is_open("documents"),
        ),
    ]


def invited(plan: Plan, environment: Mapping[str, str], certificate: Certificate) -> list[Part]:
    """What phones on this network reach: pages and files over TLS, and how to trust them."""
    tls = {
        **environment,
        "TAX_BIND": f"{plan.lan.host}:{plan.lan.port}",
        "TAX_TLS_CHAIN": str(certificate.chain),
        "TAX_TLS_KEY": str(certificate.key),
        # Links are signed for the host that is asked, so whom this door serves gets its own.
        "TAX_FILES_ENDPOINT": plan.origins[0],
        "AWS_CA_BUNDLE": str(certificate.authority),
    }
    trust = {
        **environment,
        "TAX_BIND": f"{plan.trust.host}:{plan.trust.port}",
        "TAX_TLS_AUTHORITY": str(certificate.authority),
        "TAX_LAN_URL": plan.origins[0],
    }
    address = plan.lan_address or "127.0.0.1"
    return [
        Part(
            "pages-lan",
            python("infra.local.origin"),
            tls,
            lambda: answers(plan.lan.port, "/api/health", authority=certificate.authority),
        ),
        Part(
            "trust",
            python("infra.local.trust"),
            trust,
            lambda: answers(plan.trust.port, host=address),
        ),
    ]

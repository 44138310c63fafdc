"""What the city says in the terminal once it serves."""

import sys
from collections.abc import Sequence

from infra.local import lan
from infra.local.plan import Plan
from infra.local.seed.people import Person


def greeting(plan: Plan, people: Sequence[Person], *, keeps_data: bool) -> str:
    """Return the table a new user reads first."""
    base = plan.pages.url
    rows = [
        ("taxpayer (phone)", f"{base}/"),
        ("kiosk", f"{base}/kiosk/"),
        ("staff", f"{base}/counter/"),
        ("sandbox text messages", f"{plan.sms.url}/"),
        ("sandbox bank", f"{plan.bank.url}/"),
    ]
    lines = ["", "The city is open. Everything in it is synthetic (模拟数据).", ""]
    lines += [f"  {name:<22} {address}" for name, address in rows]
    lines += ["", "Demo sign-ins; the code appears here and on the sandbox page:"]
    lines += [f"  {one.role:<22} {one.phone}   {one.about}" for one in people]
    lines += [
        "",
        "A kiosk: open its page, read the code on its screen, and enter it on the staff page",
        "  under the kiosk to be paired. The demo kiosks stand with loaded cassettes.",
    ]
    if plan.lan_address:
        lines += _invitation(plan)
    if keeps_data:
        lines.append(f"\nData is kept in {plan.folder}. Ctrl-C ends the city, `make run` goes on.")
    else:
        lines.append(
            "\nThis platform has no embedded engine: the data is in memory and GONE at the end."
        )
    return "\n".join(lines)


def _invitation(plan: Plan) -> list[str]:
    coloured = sys.stdout.isatty()
    trust = f"http://{plan.lan_address}:{plan.trust.port}/"
    return [
        "",
        f"Phones on this network: {plan.origins[0]}/",
        f"First time on a phone, trust this city: {trust}",
        lan.picture(trust, coloured=coloured),
        "  iPhone: open the link in Safari, download; Settings > Profile Downloaded > Install;",
        "    Settings > General > About > Certificate Trust Settings > switch it on.",
        "  Android: download; Settings > Security > Encryption & credentials >",
        "    Install a certificate > CA certificate.",
        "  The certificate is good for private addresses only; remove it when you are done.",
        "",
        "Then scan:",
        lan.picture(f"{plan.origins[0]}/", coloured=coloured),
    ]

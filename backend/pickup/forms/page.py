"""The page of a pass link: the paper code, the short code and what to do, in both languages."""

import json
import math
from functools import cache
from pathlib import Path

from flask import Blueprint, Response
from markupsafe import Markup

from backend.kernel.clock import SHANGHAI
from backend.kernel.errors import Refusal
from backend.pickup.service.forms import FormsSide, Opened
from backend.web import callers, plain_page, problems, qr
from backend.web.routes import room

pages = Blueprint("pass", "pass")
forms: FormsSide = room("pickup-forms")
_WORDS = Path(problems.__file__).parent / "texts" / "pages" / "pass.json"
_PICTURE = Markup(
    '<div class="card"><svg role="img" aria-label="{label}" viewBox="0 0 {side} {side}" '
    'shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/>'
    '<path d="{path}" fill="#000"/></svg>{short}<p class="letters">{code}</p></div>'
)


@pages.get("/p/<key>")
@callers.allow("anyone")
def show(key: str) -> Response:
    """Show the code a link leads to, or say in words why there is none."""
    now = callers.doing().at
    try:
        opened = forms.open(key, callers.address(), now)
    except Refusal as refusal:
        return _refused(refusal)
    seconds = math.floor((opened.paper.ends_at - now).total_seconds())
    return _page(_shown(opened), title=_words()[_tongues()[0]]["title"], max_age_seconds=seconds)


def _shown(opened: Opened) -> Markup:
    drawn, side = qr.path(opened.paper.text)
    ends = opened.paper.ends_at.astimezone(SHANGHAI)
    holes = {
        "count": opened.pickup.remaining,
        "site": opened.site_name,
        "until": f"{ends:%Y-%m-%d %H:%M}",
    }
    code = opened.paper.short_code
    picture = _PICTURE.format(
        label=_words()[_tongues()[0]]["picture"],
        side=side,
        path=drawn,
        short=_said("short", holes, soft=True),
        code=" ".join(code[at : at + 4] for at in range(0, len(code), 4)),
    )
    lines = [_said(key, holes) for key in ("what", "check", "until")]
    lines += [_said(key, holes, soft=True) for key in ("bright", "reload")]
    return _heading("title") + picture + Markup().join(lines)


def _refused(refusal: Refusal) -> Response:
    row = problems.catalogue()[refusal.code]
    first, second = _tongues()
    body = Markup('<h1 lang="{}">{}</h1>').format(first, row[first]["title"])
    body += Markup('<p lang="{}">{}</p>').format(first, row[first]["next"])
    body += Markup('<p class="soft" lang="{}">{} {}</p>').format(
        second, row[second]["title"], row[second]["next"]
    )
    response = _page(body, title=row[first]["title"], status=row["status"])
    if refusal.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(refusal.retry_after_seconds)
    return response


def _page(body: Markup, *, title: str, status: int = 200, max_age_seconds: int = 0) -> Response:
    pill = Markup('<p><span class="pill">{}</span></p>').format(
        " · ".join(_words()[tongue]["synthetic"] for tongue in _tongues())
    )
    return plain_page.page(
        body + pill,
        title=title,
        language=_tongues()[0],
        status=status,
        max_age_seconds=max_age_seconds,
    )


def _heading(key: str) -> Markup:
    first, second = _tongues()
    return Markup('<h1><span lang="{}">{}</span> · <span lang="{}">{}</span></h1>').format(
        first, _words()[first][key], second, _words()[second][key]
    )


def _said(key: str, holes: dict[str, object], *, soft: bool = False) -> Markup:
    # Without script nobody can change the language: the second stands under the first.
    first, second = (
        Markup('<span lang="{}">{}</span>').format(tongue, _words()[tongue][key].format(**holes))
        for tongue in _tongues()
    )
    opening = Markup('<p class="soft">') if soft else Markup("<p>")
    return opening + first + Markup("<br>") + second + Markup("</p>")


def _tongues() -> tuple[str, str]:
    return ("zh", "en") if problems.language() == "zh" else ("en", "zh")


@cache
def _words() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(_WORDS.read_text(encoding="utf-8"))
    return read

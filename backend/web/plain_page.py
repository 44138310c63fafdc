"""A page the server writes itself: no script, one style known by its hash, nothing remembered.

For browsers that cannot run the pages' own code, such as old web views.
"""

import base64
import hashlib

from flask import Response
from markupsafe import Markup

# The card stays white in the dark: a scanner reads it. Its dark modules are never under 260 px.
STYLE = """
:root{color-scheme:light dark;--ground:#f4f6f5;--ink:#17211c;--soft:#4f5c55}
@media(prefers-color-scheme:dark){:root{--ground:#121815;--ink:#eef3f0;--soft:#b4c0b9}}
*{box-sizing:border-box}
body{margin:0;padding:1rem .25rem 2rem;background:var(--ground);color:var(--ink);
font:1.125rem/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei",sans-serif;
text-align:center;overflow-wrap:anywhere}
main{max-width:34rem;margin:0 auto}
h1{font-size:1.5rem;line-height:1.3;margin:.25rem 0 1rem}
p{margin:.5rem 1rem}
.soft{color:var(--soft)}
.card{background:#fff;color:#17211c;border-radius:12px;padding:.25rem 0 1rem;margin:0 0 1rem}
.card p{color:#17211c}
.card .soft{color:#4f5c55}
svg{display:block;width:min(100%,400px);min-width:311px;margin:0 auto}
.letters{font:650 1.6rem/1.3 ui-monospace,Menlo,Consolas,monospace;white-space:nowrap}
.pill{display:inline-block;padding:.1em .7em;border:1px solid currentColor;border-radius:1em;
font-size:1rem}
"""
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Vary": "Accept-Language",
}
_PAGE = Markup(
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="robots" content="noindex"><meta name="format-detection" content="telephone=no">'
    "<title>{title}</title><style>{style}</style></head><body><main>{body}</main></body></html>\n"
)


def page(body: Markup, *, title: str, language: str, status: int, max_age_seconds: int) -> Response:
    """Write a page; `max_age_seconds` is how long this browser alone may show it again, 0 never."""
    text = _PAGE.format(
        language="zh-CN" if language == "zh" else "en",
        title=title,
        style=Markup(STYLE),  # noqa: S704  our own, and hashed as it stands
        body=body,
    )
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers.extend(_HEADERS)
    kept = f"private, max-age={max_age_seconds}" if max_age_seconds > 0 else "no-store"
    response.headers["Cache-Control"] = kept
    return response

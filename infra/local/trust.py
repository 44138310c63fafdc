"""`python -m infra.local.trust`: a page that tells a phone how to trust the local city.

It is plain HTTP on purpose, because the phone does not trust us yet, and it holds nothing but the
public certificate and these words.
"""

import os
from pathlib import Path

from flask import Flask, Response, render_template_string

from infra.local.web import serve

CERTIFICATE = "/city-ca.crt"
PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>信任本机演示</title>
<link rel="stylesheet" href="/style.css"></head><body><main>
<h1>让这部手机信任演示环境（模拟）</h1>
<p><a href="{{ certificate }}">1. 下载证书 · Download the certificate</a></p>
<h2>iPhone / iPad</h2><ol><li>设置 → 已下载描述文件 → 安装
<span lang="en">Settings → Profile Downloaded → Install</span></li>
<li>设置 → 通用 → 关于本机 → 证书信任设置 → 打开开关
<span lang="en">Settings → General → About → Certificate Trust Settings → switch on</span></li></ol>
<h2>Android</h2><ol><li>设置 → 安全 → 更多安全设置 → 加密与凭据 → 安装证书 → CA 证书
<span lang="en">Settings → Security → Encryption &amp; credentials → Install a certificate →
CA certificate</span></li></ol>
<p><a href="{{ city }}">2. 打开 · Open {{ city }}</a></p>
<p>证书只对内网地址有效；演示结束后请在同一处删除。
<span lang="en">It is good for private addresses only; remove it there when done.</span></p>
</main></body></html>
"""
STYLE = "body{font:18px/1.6 system-ui,sans-serif;margin:1rem;max-width:40rem}span{display:block}"


def create_app(authority: Path, city: str) -> Flask:
    """Make the page for one certificate and one address."""
    app = Flask(__name__, static_folder=None)

    @app.get("/")
    def page() -> str:
        return render_template_string(PAGE, certificate=CERTIFICATE, city=city)

    @app.get(CERTIFICATE)
    def certificate() -> Response:
        return Response(authority.read_bytes(), content_type="application/x-x509-ca-cert")

    @app.get("/style.css")
    def style() -> Response:
        return Response(STYLE, content_type="text/css")

    return app


def main() -> None:
    """Serve until told to stop."""
    app = create_app(Path(os.environ["TAX_TLS_AUTHORITY"]), os.environ["TAX_LAN_URL"])
    serve(lambda: app, os.environ["TAX_BIND"], threads=4)


if __name__ == "__main__":
    main()

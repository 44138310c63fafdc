"""The sandbox bank's page for people: balances, open codes to pay, and what was ordered last."""

from flask import render_template_string

from infra.local.bank.books import Books

POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>沙箱 SANDBOX · 银行 Bank</title><link rel="stylesheet" href="/style.css"></head><body>
<header><strong>沙箱 SANDBOX</strong> 不是真的银行，没有真的钱 ·
No real bank, no real money</header>
<main><h1>待付的码 <span lang="en">Codes to pay</span></h1>
{% if not codes %}<p>没有。<span lang="en">None.</span></p>{% endif %}
{% for code in codes %}<form method="post" action="/scans">
<p>{{ code.body.what }} · {{ yuan(code.amount_fen) }} 元</p>
<input type="hidden" name="text" value="{{ code.text }}">
<label>用哪个账户付 <span lang="en">Pay from</span>
<select name="account_no">{% for one in accounts %}
<option value="{{ one.number }}">{{ one.name }} · {{ yuan(one.balance_fen) }} 元</option>
{% endfor %}</select></label> <button>模拟扫码付款 <span lang="en">Pay</span></button></form>
{% endfor %}
<h2>最近的指令 <span lang="en">Last orders</span></h2>
<table><thead><tr><th>指令 Order</th><th>状态 State</th><th>金额 Amount</th>
<th>银行流水 No.</th></tr></thead><tbody>{% for one in orders %}
<tr><td>{{ one.kind }} {{ one.id }}</td>
<td>{{ one.state }} {{ one.reason }}</td>
<td>{{ yuan(one.amount_fen) if one.amount_fen else "" }}</td><td>{{ one.bank_no }}</td></tr>
{% endfor %}</tbody></table>
<h2>账户 <span lang="en">Accounts</span></h2>
<table><thead><tr><th>户名 Name</th><th>账号 Number</th><th>余额 Balance</th></tr></thead><tbody>
{% for one in accounts %}<tr><td>{{ one.name }}</td><td>{{ one.number }}</td>
<td>{{ yuan(one.balance_fen) }}</td></tr>{% endfor %}</tbody></table></main></body></html>
"""
STYLE = """body{margin:0;font:18px/1.5 system-ui,sans-serif;color:#111;background:#fff}
header{background:#8a1c00;color:#fff;padding:.75rem 1rem}main{padding:1rem;max-width:60rem}
h1,h2{font-size:1.25rem}form{border:1px solid #767676;padding:.5rem 1rem;margin:.5rem 0}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #767676;padding:.25rem .5rem;
text-align:left;overflow-wrap:anywhere}select,button{font:inherit;min-height:2.75rem;max-width:100%}
"""


def _yuan(amount_fen: int) -> str:
    return f"{amount_fen // 100:,}.{amount_fen % 100:02d}"


def page(books: Books) -> str:
    """Draw the page."""
    with books.act():
        codes, orders, accounts = books.orders("open"), books.orders(), books.accounts()
    return render_template_string(PAGE, codes=codes, orders=orders, accounts=accounts, yuan=_yuan)

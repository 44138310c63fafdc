"""The remark as printed (备注): what a red invoice takes back, the remark, the parties' details."""

from backend.einvoices.rules.face import Face, Party
from backend.einvoices.rules.reds import note


def remark(face: Face) -> str:
    """Write the remark; what stands in it already is not written again."""
    lines = [face.remark] if face.remark else []
    red = red_note(face)
    if red and red not in face.remark:
        lines.insert(0, red)
    lines += [*_details("购方", face.buyer), *_details("销方", face.seller)]
    return "\n".join(lines)


def red_note(face: Face) -> str:
    """Write what a red invoice must name (§2.6); empty for a blue one."""
    return note(face.red) if face.red else ""


def _details(side: str, party: Party) -> list[str]:
    told = (
        ("地址", party.address),
        ("电话", party.phone),
        ("开户银行", party.bank),
        ("银行账号", party.account),
    )
    line = "；".join(f"{side}{name}：{value}" for name, value in told if value)
    return [line] if line else []

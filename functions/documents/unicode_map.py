"""The table by which a reader turns an embedded font's codes back into text (ToUnicode).

reportlab writes letters beyond the basic plane with five digits, which no reader understands, and
more entries in a block than a hundred, which ISO 32000 forbids. Rare family names need the former.
"""

from collections.abc import Sequence

_MOST = 100


def write(font: str, letters: Sequence[int]) -> str:
    """Write the table of a subset whose n-th code stands for the n-th letter."""
    entries = [
        f"<{code:02X}> <{chr(letter).encode('utf-16-be').hex().upper()}>"
        for code, letter in enumerate(letters)
    ]
    blocks = [entries[begin : begin + _MOST] for begin in range(0, len(entries), _MOST)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({font}) /Ordering ({font}) /Supplement 0 >> def",
            f"/CMapName /{font} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )

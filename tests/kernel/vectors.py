"""Published vectors of official codes, and what a check says when it refuses."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.kernel.errors import Refusal

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "vectors.json").read_text(encoding="utf-8")
)


def refused(check: Any, *args: Any, **options: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as caught:
        check(*args, **options)
    return caught.value.code, dict(caught.value.params)

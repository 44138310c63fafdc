"""The demonstration seal: made on the machine, labelled, renewed without losing what it signed."""

import json
from pathlib import Path

import pytest
from cryptography.x509.oid import NameOID

from functions.documents import seal
from infra.local import keys


def test_its_name_says_that_it_is_a_demonstration() -> None:
    made = seal.read(seal.make())
    (name,) = made.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert "模拟" in str(name.value)
    assert "DEMO" in str(name.value)
    assert "PRIVATE" not in repr(made)


def test_a_new_one_keeps_the_certificates_before_it() -> None:
    first = json.loads(seal.make())
    second = seal.read(seal.make(first))
    assert len(second.certificates) == 2
    assert second.certificates[1] == seal.read(json.dumps(first)).certificate


def test_a_key_without_its_certificate_is_refused() -> None:
    one, other = json.loads(seal.make()), json.loads(seal.make())
    with pytest.raises(ValueError, match="not that of the key"):
        seal.read(json.dumps({"key": one["key"], "certificates": other["certificates"]}))


def test_a_city_makes_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.ensure(tmp_path / "secrets.json")
    monkeypatch.setenv("TAX_ENVIRONMENT", "local")
    monkeypatch.setenv("TAX_SECRETS", f"file:{tmp_path / 'secrets.json'}")
    seal.ours.cache_clear()
    try:
        assert seal.ours().certificate.subject.rfc4514_string().count("模拟") == 2
    finally:
        seal.ours.cache_clear()

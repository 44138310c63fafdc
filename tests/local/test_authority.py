"""The local certificate authority: phones here believe it, and nobody else need fear it."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import trustme

from infra.local.authority import certificate

NOW = datetime.now(UTC)
ADDRESS = "192.168.7.20"


def handshake(authority: Path, chain: Path, key: Path, name: str) -> None:
    """Let a client that trusts only this authority speak to a server, without a network."""
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(chain, key)
    client_side = ssl.create_default_context(cafile=str(authority))
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = client_side.wrap_bio(to_client, to_server, server_hostname=name)
    server = server_side.wrap_bio(to_server, to_client, server_side=True)
    done: set[ssl.SSLObject] = set()
    for _ in range(10):
        for side in (client, server):
            try:
                side.do_handshake()
                done.add(side)
            except ssl.SSLWantReadError:
                continue
    assert done == {client, server}


@pytest.mark.parametrize("name", [ADDRESS, "localhost", "127.0.0.1"])
def test_a_phone_that_trusts_it_gets_through(tmp_path: Path, name: str) -> None:
    files = certificate(tmp_path / "ca", ADDRESS, NOW)
    handshake(files.authority, files.chain, files.key, name)


@pytest.mark.parametrize("name", ["bank.example", "8.8.8.8"])
def test_it_cannot_speak_for_the_rest_of_the_world(tmp_path: Path, name: str) -> None:
    files = certificate(tmp_path / "ca", ADDRESS, NOW)
    stolen = (tmp_path / "ca" / "city-ca.key").read_bytes()
    forged = trustme.CA.from_pem(files.authority.read_bytes(), stolen).issue_cert(name)
    forged.private_key_pem.write_to_path(tmp_path / "forged.key")
    forged.cert_chain_pems[0].write_to_path(tmp_path / "forged.crt")
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree"):
        handshake(files.authority, tmp_path / "forged.crt", tmp_path / "forged.key", name)


def test_it_is_made_once_and_its_keys_are_private(tmp_path: Path) -> None:
    first = certificate(tmp_path / "ca", ADDRESS, NOW)
    before = (first.authority.read_bytes(), first.chain.read_bytes())
    again = certificate(tmp_path / "ca", ADDRESS, NOW)
    assert (again.authority.read_bytes(), again.chain.read_bytes()) == before
    for key in (first.key, tmp_path / "ca" / "city-ca.key"):
        assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "later"), [("10.0.0.9", timedelta()), (ADDRESS, timedelta(days=370))]
)
def test_a_new_address_or_a_late_day_renews_the_server_and_keeps_the_authority(
    tmp_path: Path, address: str, later: timedelta
) -> None:
    files = certificate(tmp_path / "ca", ADDRESS, NOW)
    authority, chain = files.authority.read_bytes(), files.chain.read_bytes()
    certificate(tmp_path / "ca", address, NOW + later)
    assert files.authority.read_bytes() == authority
    assert files.chain.read_bytes() != chain

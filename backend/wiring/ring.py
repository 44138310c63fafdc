"""The keys of access tokens as the secrets have them now: one that signs, and others believed."""

import logging
import re
import threading

from cryptography.exceptions import UnsupportedAlgorithm

from backend.identity.token import AccessKeys, load_keys
from backend.outside.secrets import Secrets

SIGNING, BELIEVED = "access-signing-pem", "access-retired-pems"
_BLOCK = re.compile(r"-----BEGIN [A-Z ]+-----[^-]+-----END [A-Z ]+-----")
log = logging.getLogger(__name__)


class AccessRing:
    """Gives the keys, and reads them anew when a secret changed: a rotation needs no restart.

    They are read when they are first needed: only who opens sessions may read the key that signs.

    `access-retired-pems` holds public keys, PEM after PEM, that are believed without signing. Who
    rotates puts the next key's public half there first, then lets that key sign and leaves the
    old one's public half there until its last token has died: so no process refuses what another
    one signed, though each sees a changed secret at its own time.
    """

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets
        self._lock = threading.Lock()
        self._told: tuple[str, str] | None = None
        self._keys: AccessKeys | None = None

    def __call__(self) -> AccessKeys:
        """Return the keys of this moment."""
        told = self._ask()
        with self._lock:
            if self._keys is None:
                # The first time there are no old ones to stay with.
                self._told, self._keys = told, _read(*told)
            elif told != self._told:
                self._told = told
                try:
                    self._keys = _read(*told)
                except (ValueError, TypeError, UnsupportedAlgorithm):
                    # A slip of the hand must not close the office; the text is not repeated.
                    log.error("the changed access keys cannot be read: the old ones stay")
            return self._keys

    def _ask(self) -> tuple[str, str]:
        return self._secrets.get(SIGNING), self._secrets.find(BELIEVED) or ""


def _read(signing_pem: str, believed: str) -> AccessKeys:
    if _BLOCK.sub("", believed).strip():
        raise ValueError(f"{BELIEVED} is public keys in PEM, one after the other")
    return load_keys(signing_pem, _BLOCK.findall(believed))

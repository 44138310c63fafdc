"""The journals of the city's kiosks: taken in when whole, followed once, broken off else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kiosks import token
from backend.kiosks.ports import JournalStore
from backend.kiosks.rules import journal, lines
from backend.kiosks.rules.journal import Position
from backend.kiosks.rules.kiosk import Kiosk, State
from backend.kiosks.rules.lines import Entry
from backend.kiosks.rules.lost import what_is_lost


class Kiosks(Protocol):
    """The machines, as far as journals go."""

    def signed(self, kiosk_id: str, jkt: str) -> Kiosk:
        """Return a machine that signs with its key; refuses `session-expired`."""
        ...

    def distrust(self, kiosk_id: str, reason: str, doing: Doing) -> Kiosk:
        """Take a machine out of service until what is in it was counted."""
        ...


@dataclass(frozen=True, slots=True)
class Signer:
    """The key that a journal names, its thumbprint, and that of the key which signed the call."""

    jwk: Mapping[str, str]
    jkt: str
    caller_jkt: str


class Journals:
    """What machines did, as they tell it themselves."""

    def __init__(self, *, store: JournalStore, kiosks: Kiosks) -> None:
        self._store = store
        self._kiosks = kiosks

    def receive(
        self,
        first: int,
        signed: Sequence[tuple[str, str]],
        signer: Signer,
        doing: Doing,
    ) -> int:
        """Take in (text, signature) pairs that begin with number `first`; returns the next number.

        Entries that are known change nothing. Those before one that nobody can read are taken in
        first. Refuses in order `session-expired`, `journal-key-wrong`, `journal-malformed`,
        `journal-signature-wrong`, `journal-chain-broken`, then `journal-entry-differs`,
        `journal-gap` and `journal-unreadable` (with the number `expected`), which take the machine
        out of service until staff put it back.
        """
        kiosk_id = doing.actor.removeprefix("kiosk/")
        self._kiosks.signed(kiosk_id, signer.caller_jkt)
        if signer.jkt != signer.caller_jkt:
            raise Refusal("journal-key-wrong", field="/jwk")
        key = token.public_key(signer.jwk)
        entries = [
            lines.read(text, signature, number)
            for number, (text, signature) in enumerate(signed, first)
        ]
        for entry in entries:
            token.verify(key, entry.text, entry.signature, number=entry.number)
        journal.check_chain(entries)
        return retried(lambda: self._receive(kiosk_id, signer.jkt, entries, doing))

    def _receive(self, kiosk_id: str, jkt: str, entries: list[Entry], doing: Doing) -> int:
        kiosk = self._kiosks.signed(kiosk_id, jkt)
        position = self._store.find_position(kiosk_id, jkt) or Position(jkt, kiosk_id)
        counted = position.broken is not None and kiosk.state is State.IN_SERVICE
        reason = None if counted else self._what_breaks(position, entries)
        if reason is not None:
            self._break_off(position, reason, entries[0].number, doing)
            raise Refusal(reason, field="/entries", expected=position.number + 1)
        fresh = entries if counted else journal.readable(journal.unknown(position, entries))
        if not fresh:
            return position.number + 1
        step = journal.receive(
            position, fresh, site_id=kiosk.site_id, begins_anew=counted, doing=doing
        )
        self._store.save_position(*step)
        return fresh[-1].number + 1

    def _what_breaks(self, position: Position, entries: list[Entry]) -> str | None:
        known = [one for one in entries if one.number <= position.number]
        digest = self._known(position, known[-1].number) if known else None
        return journal.what_breaks(position, entries, digest)

    def _known(self, position: Position, number: int) -> str | None:
        if number == position.number:
            return position.digest
        return self._store.find_digest(position, number)

    def _break_off(self, position: Position, reason: str, first: int, doing: Doing) -> None:
        step = journal.break_off(position, reason, first, doing)
        if step is None:
            return
        # Out of service first: a broken journal whose machine serves means that staff counted it.
        self._kiosks.distrust(position.kiosk_id, reason, doing)
        self._store.save_position(*step)

    def compare(self, jkt: str, number: int, digest: str, doing: Doing) -> None:
        """Look whether the journal that a machine still holds is the one it told us of.

        `number` and `digest` name its last entry, 0 and "" when it has none. One that was lost, or
        is of an older day, takes the machine out of service until staff put it back: what it
        served since is unknown. Refuses `kiosk-busy` while it may only be a call that
        came late, `session-expired` for a key that counts no more.
        """
        retried(lambda: self._compare(jkt, number, digest, doing))

    def _compare(self, jkt: str, number: int, digest: str, doing: Doing) -> None:
        kiosk_id = doing.actor.removeprefix("kiosk/")
        position = self._store.find_position(kiosk_id, jkt)
        if position is None:
            return
        known = self._known(position, number) if number <= position.number else None
        reason = what_is_lost(position, number, digest, known=known, now=doing.at)
        if reason is not None:
            self._kiosks.signed(kiosk_id, jkt)
            self._break_off(position, reason, number, doing)

    def followed(self, kiosk_id: str, jkt: str, number: int, doing: Doing) -> None:
        """Note that the event of this number was followed; again changes nothing."""

        def attempt() -> None:
            position = self._store.find_position(kiosk_id, jkt)
            step = journal.followed(position, number, doing) if position else None
            if step is not None:
                self._store.save_position(*step)

        retried(attempt)

    def check_turn(self, kiosk_id: str, jkt: str, number: int) -> None:
        """Refuse `kiosk-busy` while an event before this number is not followed.

        Serials leave a cassette in the order in which the journal tells of them.
        """
        position = self._store.find_position(kiosk_id, jkt)
        if position is not None and any(one < number for one in position.waiting):
            raise Refusal("kiosk-busy", kiosk_id=kiosk_id)

    def standing(self, kiosk_id: str, jkt: str) -> Position | None:
        """Say how a journal stands: what of it nobody has followed yet, whether it is broken."""
        return self._store.find_position(kiosk_id, jkt)

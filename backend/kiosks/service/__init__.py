"""The verbs of the kiosks room."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from backend.kernel.conflicts import retried
from backend.kernel.errors import Refusal
from backend.kernel.events import Doing
from backend.kernel.pages import Page
from backend.kiosks.ports import Custody, Doorkeeper, Leases, Sites, Store, Tokens
from backend.kiosks.rules import kiosk as rules
from backend.kiosks.rules import pairing as pairings
from backend.kiosks.rules.condition import Report, Telemetry, is_alive
from backend.kiosks.rules.kiosk import Kiosk, Step
from backend.kiosks.rules.seen import Cassette, Seen, Serving
from backend.kiosks.service.journal import Journals, Signer
from backend.kiosks.service.pairing import PairingSide

__all__ = ["Journals", "KiosksService", "Signer"]

_SWEEP_PAGE = 100


class KiosksService(PairingSide):
    """The machines of the city: who they are, how they are, what is in them."""

    def __init__(
        self,
        *,
        store: Store,
        custody: Custody,
        sites: Sites,
        tokens: Tokens,
        leases: Leases,
        doorkeeper: Doorkeeper,
        make_code: Callable[[], str] = pairings.make_code,
    ) -> None:
        super().__init__(store, doorkeeper, make_code)
        self._custody = custody
        self._sites = sites
        self._tokens = tokens
        self._leases = leases

    def place(
        self,
        kiosk_id: str,
        *,
        site_id: str,
        name: str,
        doing: Doing,
        seen: tuple[str, str] | None = None,
    ) -> Kiosk:
        """Register a kiosk at a site, or move or rename it; the same again changes nothing.

        `seen` is the site and the name that somebody saw, both empty for a new machine; None where
        nobody looked. Refuses `kiosk-id-malformed`, `site-unknown`, `kiosk-exists-differently`
        (it stands otherwise than was seen), `request-malformed` (no name),
        `kiosk-not-empty` (it still holds paper of its old site), `kiosk-leased` (it may still
        serve orders of its old site without asking).
        """
        rules.check_id(kiosk_id)
        if self._sites.name(site_id) is None:
            raise Refusal("site-unknown", field="/site_id")

        def attempt() -> Kiosk:
            kiosk = self._store.find(kiosk_id) or Kiosk(kiosk_id)
            if seen is not None:
                rules.check_seen(kiosk, seen, (site_id, name))
            moves = kiosk.version > 0 and kiosk.site_id != site_id
            vacated = self._custody.vacated(kiosk.site_id, kiosk_id) if moves else None
            empty = not moves or vacated is not None
            step = rules.place(kiosk, site_id=site_id, name=name, empty=empty, doing=doing)
            # An empty machine is given no lease: none can come between this look and the move.
            if moves and self._leases.kinds(kiosk_id):
                raise Refusal("kiosk-leased", kiosk_id=kiosk_id)
            if step is None:
                return kiosk
            # Nor paper: a load that overtakes the look makes the write lose, and it looks again.
            self._store.save(*step, *([vacated] if vacated else []))
            return step[0]

        return retried(attempt)

    def set_state(self, kiosk_id: str, *, enabled: bool, reason: str, doing: Doing) -> Kiosk:
        """Put a kiosk into service or out of it; the same again changes nothing.

        Refuses `kiosk-unknown`, `kiosk-uncounted` (its journal is not whole, and not every
        cassette was counted since), `request-malformed` (taken out without a reason).
        """
        if enabled:
            return self._change(kiosk_id, lambda kiosk: rules.enable(kiosk, doing))
        return self._change(kiosk_id, lambda kiosk: rules.disable(kiosk, reason, doing))

    def distrust(self, kiosk_id: str, reason: str, doing: Doing) -> Kiosk:
        """Take a kiosk out of service until each kind in it was counted; refuses `kiosk-unknown`.

        The same again changes nothing.
        """

        def step(kiosk: Kiosk) -> Step | None:
            return rules.distrust(kiosk, reason, self._kinds(kiosk), doing)

        return self._change(kiosk_id, step)

    def pair(self, kiosk_id: str, typed: str, doing: Doing) -> Kiosk:
        """Let staff confirm the code on a screen for a kiosk; a repeat changes nothing.

        Refuses `kiosk-unknown`, `pairing-code-malformed`, `pairing-tries-too-many`,
        `pairing-code-wrong` (with the tries left), `pairing-expired`, `pairing-used`,
        `kiosk-paired`.
        """
        self._get(kiosk_id)
        code = pairings.read_code(typed)

        def attempt() -> Kiosk:
            kiosk = self._get(kiosk_id)
            pairing = self._read(code, doing)
            if pairing.kiosk_id == kiosk_id and pairing.jkt == kiosk.jkt:
                return kiosk
            confirmed = pairings.confirm(pairing, kiosk_id, doing.at)
            after, event = rules.pair(
                kiosk,
                pairing.jkt,
                pairing_id=pairing.id,
                kinds=self._kinds(kiosk),
                doing=doing,
            )
            self._store.save_paired(after, event, confirmed)
            return after

        return retried(attempt)

    def unpair(self, kiosk_id: str, doing: Doing) -> Kiosk:
        """Take a kiosk's key away; the same again changes nothing; refuses `kiosk-unknown`."""
        return self._change(kiosk_id, lambda kiosk: rules.unpair(kiosk, doing))

    def hold_up(self, kiosk_id: str, held_up: bool, doing: Doing) -> bool:
        """Note that a service at a kiosk was left open, or is over; True when that is news.

        A kiosk nobody knows has nothing to note.
        """
        kiosk = self._store.find(kiosk_id)
        if kiosk is None or kiosk.condition.held_up is held_up:
            return False
        self._change(kiosk_id, lambda fresh: rules.hold_up(fresh, held_up, doing))
        return True

    def token(self, kiosk_id: str, jkt: str, now: datetime) -> tuple[str, int]:
        """Write an access token for the machine that holds the kiosk's key.

        Returns it and its lifetime in seconds; refuses `kiosk-key-unknown`.
        """
        kiosk = self._store.find(kiosk_id)
        if kiosk is None or kiosk.jkt != jkt:
            raise Refusal("kiosk-key-unknown")
        return self._tokens.issue_kiosk_token(kiosk.id, kiosk.site_id, jkt, now)

    def heartbeat(
        self, kiosk_id: str, jkt: str, report: Report, doing: Doing
    ) -> tuple[Kiosk, Telemetry]:
        """Keep what a machine reports; only a change of its condition goes into the ledger.

        Refuses `session-expired` once the key was taken away: its machine then asks for a new
        token and hears why.
        """

        def attempt() -> Kiosk:
            kiosk = self.signed(kiosk_id, jkt)
            seen = report.condition(doing.at, kiosk.condition)
            step = rules.observe(kiosk, seen, doing)
            if step is None:
                return kiosk
            self._store.save(*step)
            return step[0]

        kiosk = retried(attempt)
        telemetry = Telemetry(kiosk.id, kiosk.site_id, report, doing.at)
        serves = kiosk.why_not is None and not kiosk.condition.held_up
        self._store.keep_heard(telemetry, serves=serves)
        return kiosk, telemetry

    def see_itself(self, kiosk_id: str, jkt: str) -> Seen:
        """Tell a machine who and where it is; refuses `session-expired` as above."""
        return self._seen(self.signed(kiosk_id, jkt), None)

    def see(self, kiosk_id: str) -> Seen:
        """Show one kiosk to staff; refuses `kiosk-unknown`."""
        kiosk = self._get(kiosk_id)
        return self._seen(kiosk, self._store.find_heard([kiosk_id]).get(kiosk_id))

    def list_kiosks(self, cursor: str | None, limit: int) -> Page[Seen]:
        """List the city's kiosks by id."""
        page = self._store.list_kiosks(cursor, limit)
        heard = self._store.find_heard([kiosk.id for kiosk in page.items])
        inside = self._custody.all_cassettes((one.site_id, one.id) for one in page.items)
        return page.map(lambda one: self._shown(one, inside.get(one.id, ()), heard.get(one.id)))

    def serving(self, kiosk_id: str, jkt: str | None = None) -> Serving:
        """Say whether a kiosk serves; one nobody knows, or signed by another key, does not."""
        kiosk = self._store.find(kiosk_id) or Kiosk(kiosk_id)
        paired = kiosk.jkt is not None and jkt in (None, kiosk.jkt)
        why_not = kiosk.why_not or (None if paired else "unpaired")
        held_up = kiosk.condition.held_up
        return Serving(kiosk_id, kiosk.site_id, why_not is None, why_not, held_up, paired)

    def holds_key(self, kiosk_id: str, jkt: str) -> bool:
        """Say whether a machine is paired with this key, whether it serves or not."""
        kiosk = self._store.find(kiosk_id)
        return kiosk is not None and kiosk.jkt == jkt

    def heard_at(self, kiosk_id: str, jkt: str) -> datetime | None:
        """Say when a machine was last heard; None when it has another key, or never was."""
        kiosk = self._store.find(kiosk_id)
        if kiosk is None or kiosk.jkt != jkt:
            return None
        heard = self._store.find_heard([kiosk_id], consistent=True).get(kiosk_id)
        # What was heard before the pairing was another machine under this name.
        if heard is None or (kiosk.paired_at and heard.heard_at < kiosk.paired_at):
            return None
        return heard.heard_at

    def skew_seconds(self, kiosk_id: str) -> int | None:
        """Say how far a machine's clock was off when it was last heard, None when it never was."""
        heard = self._store.find_heard([kiosk_id]).get(kiosk_id)
        return heard.clock_skew_seconds if heard else None

    def alive(self, site_ids: Iterable[str], now: datetime) -> Mapping[str, bool]:
        """Say for each site whether a machine that serves was heard there within two minutes."""
        wanted = list(site_ids)
        heard = self._store.find_sites_heard(wanted)
        return {site_id: is_alive(heard.get(site_id), now) for site_id in wanted}

    def notice_silence(self, doing: Doing) -> int:
        """Note every paired kiosk that fell silent, for a schedule; returns how many."""
        noted, cursor = 0, None
        while True:
            page = self._store.list_kiosks(cursor, _SWEEP_PAGE)
            heard = self._store.find_heard([kiosk.id for kiosk in page.items])
            for kiosk in page.items:
                last = heard.get(kiosk.id)
                noted += self._note_silence(kiosk, last.heard_at if last else None, doing)
            cursor = page.next_cursor
            if cursor is None:
                return noted

    def _note_silence(self, kiosk: Kiosk, heard_at: datetime | None, doing: Doing) -> bool:
        if rules.silence(kiosk, heard_at, doing) is None:
            return False
        after = self._change(kiosk.id, lambda fresh: rules.silence(fresh, heard_at, doing))
        return after.condition.silent

    def _change(self, kiosk_id: str, step: Callable[[Kiosk], Step | None]) -> Kiosk:
        def attempt() -> Kiosk:
            kiosk = self._get(kiosk_id)
            found = step(kiosk)
            if found is None:
                return kiosk
            self._store.save(*found)
            return found[0]

        return retried(attempt)

    def _seen(self, kiosk: Kiosk, heard: Telemetry | None) -> Seen:
        return self._shown(kiosk, self._cassettes(kiosk), heard)

    def _shown(self, kiosk: Kiosk, inside: Iterable[Cassette], heard: Telemetry | None) -> Seen:
        site_name = self._sites.name(kiosk.site_id) or kiosk.site_id
        return Seen(kiosk, site_name, tuple(inside), heard)

    def _cassettes(self, kiosk: Kiosk) -> Sequence[Cassette]:
        return self._custody.cassettes(kiosk.site_id, kiosk.id)

    def _kinds(self, kiosk: Kiosk) -> set[str]:
        return {one.kind for one in self._cassettes(kiosk) if one.left}

    def _get(self, kiosk_id: str) -> Kiosk:
        kiosk = self._store.find(kiosk_id)
        if kiosk is None:
            raise Refusal("kiosk-unknown")
        return kiosk

    def signed(self, kiosk_id: str, jkt: str) -> Kiosk:
        """Return a machine that signs with its key; refuses `session-expired`."""
        kiosk = self._store.find(kiosk_id)
        if kiosk is None or kiosk.jkt != jkt:
            raise Refusal("session-expired")
        return kiosk

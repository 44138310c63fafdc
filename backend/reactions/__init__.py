"""Who reacts to what: one table, fed by the ledger's stream, replayed by a sweeper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backend.kernel.events import Doing, Event
from backend.reactions import (
    cases,
    decisions,
    devices,
    einvoices,
    journals,
    machines,
    mail,
    orders,
    payments,
    services,
    sheets,
)
from backend.reactions.later import Later
from backend.storage import markers

if TYPE_CHECKING:
    from backend.wiring import City

__all__ = ["REACTOR", "TABLE", "Later", "Reaction", "asks_bank", "react", "unfollowed"]

REACTOR = "system/ledger-react"


@dataclass(frozen=True, slots=True)
class Reaction:
    """A named consequence; running it twice does no more than running it once.

    `when` says whether an event of its kind has this consequence at all; `at_bank` that it waits
    for the bank's answer: what has no time for it now, a sweeper or the replay does.
    """

    name: str
    run: Callable[["City", Event, Doing], None]
    when: Callable[[Event], bool] = lambda event: True  # noqa: ARG005
    at_bank: bool = False


def react(city: "City", event: Event) -> int:
    """Run what follows from an event and has not followed yet; returns how many ran.

    Whatever a reaction raises goes to the caller, who tries again or sets the event aside; `Later`
    says that its turn has not come, which is no failure.
    """
    followers = [one for one in TABLE.get(event.kind, ()) if one.when(event)]
    if not followers:
        return 0
    done = markers.done(event.id, (one.name for one in followers))
    missing = [one for one in followers if one.name not in done]
    for follower in missing:
        follower.run(city, event, Doing(REACTOR, city.clock.now(), event.id))
        markers.mark(event.id, follower.name, "done")
    return len(missing)


def asks_bank(event: Event) -> bool:
    """Tell whether what follows from an event waits for the bank's answer."""
    return any(one.at_bank and one.when(event) for one in TABLE.get(event.kind, ()))


def unfollowed(events: Iterable[Event]) -> list[Event]:
    """Name those of some events from which something may follow that has not followed yet.

    Whether it does is asked by `react`: an event that cannot be read must fail by itself.
    """
    owed = [(one, {(one.id, each.name) for each in TABLE.get(one.kind, ())}) for one in events]
    done = markers.done_among(key for _, keys in owed for key in keys)
    return [event for event, keys in owed if not keys <= done]


_ISSUE = Reaction("pickup.issue", orders.issue_pickup, mail.at_machine)
_OWE = Reaction("delivery.owe", mail.owe, mail.by_mail)
_HAND_OVER = Reaction("invoices.handed-over", orders.hand_over)
_REVIEW = (Reaction("kiosks.review-alerts", machines.review),)
_USE_PAPER = Reaction("kiosks.use-paper", machines.use_paper)
_STOCK_MOVED = (Reaction("kiosks.stock-moved", machines.stock_moved),)
_TRAIL = Reaction("custody.trail", sheets.note)
_SET_APART = Reaction("kiosks.set-apart", sheets.set_apart, sheets.sets_apart)
_DECIDED = (Reaction("kiosks.review-apart", sheets.review),)
_WATCH_SERVICE = Reaction("kiosks.watch-service", services.watch_service)
_OWE_AGAIN = Reaction("invoices.owe-again", orders.owe_again)
_GIVE_BACK = Reaction("invoices.give-back", orders.give_back)
_SPOKEN = Reaction("payments.mend", payments.mend, payments.was_stuck)
_DIFFERENCE_OVER = (Reaction("counter.resolve-difference", payments.resolve_difference),)
_TELL_BANK = (Reaction("payments.tell-bank", payments.tell_bank, at_bank=True),)
_RENEW_CODES = Reaction("pickup.renew-codes", devices.renew_codes, devices.elsewhere)
_CLOSE_CASE = Reaction("counter.resolve-pickup", cases.resolve_pickup)

TABLE: Mapping[str, tuple[Reaction, ...]] = {
    "identity:session:ended": (_RENEW_CODES,),
    "identity:account:signed-out": (_RENEW_CODES,),
    "invoices:application:approved": (_ISSUE, _OWE),
    "invoices:application:referred": (
        Reaction("counter.open-application", cases.open_application),
    ),
    "invoices:application:withdrawn": (
        Reaction("counter.resolve-application", cases.resolve_application),
    ),
    "einvoices:adjustment:applied": (Reaction("counter.open-quota", einvoices.open_adjustment),),
    "einvoices:adjustment:withdrawn": (
        Reaction("counter.resolve-quota", einvoices.resolve_adjustment),
    ),
    "payments:payment:asked": (Reaction("payments.send", payments.send, at_bank=True),),
    "payments:payment:closing": (Reaction("payments.close", payments.close, at_bank=True),),
    "payments:payment:paid": (_SPOKEN,),
    "payments:payment:refused": (
        _SPOKEN,
        Reaction("payments.shut", payments.shut, payments.by_clerks, at_bank=True),
    ),
    "payments:payment:expired": (_SPOKEN,),
    "payments:payment:cancelled": (_SPOKEN,),
    "payments:agreement:asked": _TELL_BANK,
    "payments:agreement:ending": _TELL_BANK,
    "payments:refund:approved": (Reaction("payments.pay-out", payments.pay_out, at_bank=True),),
    "payments:refund:paid": (_SPOKEN,),
    "payments:refund:refused": (_SPOKEN,),
    "payments:refund:returned": (_SPOKEN,),
    "payments:difference:found": (Reaction("counter.open-difference", payments.open_difference),),
    "payments:difference:mended": _DIFFERENCE_OVER,
    "payments:difference:settled": _DIFFERENCE_OVER,
    "taxpayers:fact:recorded": (
        Reaction("einvoices.skip-numbers", einvoices.skip_numbers, einvoices.closes),
    ),
    "counter:case:decided": (Reaction("counter.carry-out", decisions.carry_out),),
    "counter:case:given-back": (Reaction("counter.close-if-over", decisions.close_if_over),),
    "pickup:pickup:resumed": (_CLOSE_CASE, _WATCH_SERVICE),
    "pickup:pickup:sheet-confirmed": (
        Reaction("counter.resolve-pickup", cases.resolve_pickup, cases.resumed),
        Reaction("kiosks.watch-service", services.watch_service, cases.resumed),
    ),
    "pickup:pickup:opened": (Reaction("counter.open-pickup", cases.open_pickup), _WATCH_SERVICE),
    "pickup:pickup:dispensed": (_CLOSE_CASE, _HAND_OVER, _USE_PAPER, _WATCH_SERVICE),
    "pickup:pickup:stopped": (_CLOSE_CASE, _HAND_OVER, _USE_PAPER, _WATCH_SERVICE),
    "pickup:pickup:settled": (_HAND_OVER, _USE_PAPER, _WATCH_SERVICE),
    "pickup:pickup:lease-returned": (_CLOSE_CASE,),
    "pickup:pickup:moved": (_CLOSE_CASE,),
    "pickup:pickup:expired": (_CLOSE_CASE, _GIVE_BACK),
    "pickup:pickup:cancelled": (_CLOSE_CASE, _GIVE_BACK),
    "pickup:pickup:mailed": (_CLOSE_CASE, _OWE),
    "pickup:pickup:dispute-settled": (_HAND_OVER, _USE_PAPER),
    "pickup:pickup:disputed": (Reaction("counter.open-disputed", cases.open_disputed),),
    "pickup:pickup:reported": (Reaction("counter.open-shortfall", cases.open_shortfall),),
    "pickup:pickup:retracted": (
        Reaction("counter.open-retracted", cases.open_retracted, cases.leaves_doubt),
    ),
    "pickup:pickup:owed-again": (_OWE_AGAIN,),
    "delivery:order:turned": (Reaction("pickup.issue", mail.issue_turned),),
    "delivery:order:signed": (_HAND_OVER,),
    "delivery:order:taken-back": (_OWE_AGAIN,),
    "delivery:order:cancelled": (_GIVE_BACK,),
    "delivery:order:expired": (_GIVE_BACK,),
    "delivery:handover:confirmed": (Reaction("delivery.hand", mail.hand),),
    "kiosks:journal:broken": (
        Reaction("pickup.distrust", journals.distrust),
        Reaction("counter.open-broken", journals.open_broken),
    ),
    "kiosks:journal:received": (
        Reaction("pickup.follow-journal", journals.follow),
        Reaction("kiosks.journal-followed", journals.followed),
    ),
    "kiosks:kiosk:condition-changed": _REVIEW,
    "kiosks:kiosk:disabled": _REVIEW,
    "kiosks:kiosk:paired": _REVIEW,
    "kiosks:kiosk:unpaired": (*_REVIEW, Reaction("pickup.cut-off", services.cut_off)),
    "kiosks:apart:decided": _DECIDED,
    "kiosks:apart:agreed": _DECIDED,
    "kiosks:apart:proposed": (_TRAIL,),
    "kiosks:apart:withdrawn": (_TRAIL,),
    "kiosks:apart:replaced": (_TRAIL,),
    "custody:batch:received": (_TRAIL,),
    "custody:batch:handed-out": (_TRAIL,),
    "custody:batch:returned": (_TRAIL,),
    "custody:sheets:loaded": (_TRAIL, *_STOCK_MOVED),
    "custody:sheets:unloaded": (_TRAIL, *_STOCK_MOVED),
    "custody:sheets:bound": (_TRAIL,),
    "custody:sheets:unbound": (_TRAIL,),
    "custody:sheets:settled": (
        _TRAIL,
        _SET_APART,
        Reaction("kiosks.reprinted", sheets.reprinted, sheets.prints),
    ),
    "custody:sheets:doubted": (_TRAIL, _SET_APART),
    "custody:sheets:set-apart": (_TRAIL, _SET_APART),
    "custody:sheets:written-off": (_TRAIL, _SET_APART),
    "custody:sheets:counted": (_TRAIL, _SET_APART, *_STOCK_MOVED),
    "custody:sheets:cancelled": (_TRAIL,),
    "custody:sheets:lost": (_TRAIL,),
    "custody:sheets:given-back": (_TRAIL,),
    "custody:drawer:filled": (_TRAIL,),
    "custody:consignment:picked": (_TRAIL,),
    "custody:consignment:undone": (_TRAIL,),
    "custody:consignment:packed": (_TRAIL,),
    "custody:consignment:handed": (_TRAIL,),
    "custody:consignment:signed": (_TRAIL,),
    "custody:consignment:returned": (_TRAIL,),
    "custody:consignment:restocked": (_TRAIL,),
    "custody:consignment:lost": (_TRAIL,),
}

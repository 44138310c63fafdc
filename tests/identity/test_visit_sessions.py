"""The session of a visit: opened by SMS too, short, and over at once when it ends."""

from backend.identity.rules.sessions import Device
from tests.fakes.identity import MemoryStore
from tests.identity.desk import PERSON, refused
from tests.identity.stand import KEY, KIOSK, Stand


def test_the_sms_code_opens_a_visit(stand: Stand, store: MemoryStore) -> None:
    sign_in = stand.desk.ask()
    place = stand.side.place(KIOSK, KEY)
    code = stand.desk.courier.last_code
    opened = stand.side.open_by_code(sign_in.id, code, place, stand.by_kiosk())
    assert (opened.session.kiosk_id, opened.refresh_token) == (KIOSK, "")
    again = stand.side.open_by_code(sign_in.id, code, place, stand.by_kiosk())
    assert again.session.id == opened.session.id
    event = next(one for one in store.events if one.kind == "identity:session:opened")
    assert (event.actor, event.machine) == (f"person/{PERSON}", f"kiosk/{KIOSK}")
    wrong = stand.desk.ask(phone="13800000003")
    problem = refused(
        stand.side.open_by_code, wrong.id, stand.desk.wrong(), place, stand.by_kiosk()
    )
    assert (problem.code, problem.params["tries_left"]) == ("sign-in-code-wrong", 4)


def test_a_code_that_opened_a_session_of_its_own_opens_no_visit(stand: Stand) -> None:
    sign_in = stand.desk.ask()
    stand.desk.open(sign_in.id, device=Device(jkt=KEY, name="终端"))
    place, code = stand.side.place(KIOSK, KEY), stand.desk.courier.last_code
    problem = refused(stand.side.open_by_code, sign_in.id, code, place, stand.by_kiosk())
    assert problem.code == "sign-in-used"


def test_an_ended_visit_is_over_at_once(stand: Stand) -> None:
    opened = stand.visited()
    stand.side.end(PERSON, opened.session.id, stand.by_phone())
    stand.side.end(PERSON, opened.session.id, stand.by_phone())
    token, now = opened.access_token, stand.desk.clock.now()
    assert refused(stand.side.read_token, token, now).code == "session-ended"


def test_signing_everything_out_ends_the_visit_too(stand: Stand) -> None:
    opened = stand.visited()
    stand.desk.clock.forward(seconds=1)
    stand.desk.service.end_all_sessions(PERSON, doing=stand.by_phone())
    now = stand.desk.clock.now()
    assert refused(stand.side.read_token, opened.access_token, now).code == "session-ended"


def test_a_machine_whose_key_was_taken_away_keeps_nobody_signed_in(stand: Stand) -> None:
    opened = stand.visited()
    stand.hall.out.add(KIOSK)
    assert stand.side.read_token(opened.access_token, stand.desk.clock.now())
    stand.hall.keys[KIOSK] = "new-key"
    now = stand.desk.clock.now()
    assert refused(stand.side.read_token, opened.access_token, now).code == "session-ended"


def test_a_visit_ends_after_ten_minutes_however_it_is_used(stand: Stand) -> None:
    opened = stand.visited()
    stand.desk.clock.forward(seconds=599)
    assert stand.side.read_token(opened.access_token, stand.desk.clock.now())
    stand.desk.clock.forward(seconds=1)
    now = stand.desk.clock.now()
    assert refused(stand.side.read_token, opened.access_token, now).code == "session-expired"


def test_only_a_visit_ends_as_a_visit(stand: Stand) -> None:
    own = stand.desk.sign_in()
    problem = refused(stand.side.end, PERSON, own.session.id, stand.by_phone())
    assert problem.code == "session-unknown"
    assert stand.side.read_token(own.access_token, stand.desk.clock.now()).kind == "person"


def test_a_machine_has_a_quota_of_its_own_for_messages(stand: Stand) -> None:
    for number in range(30):
        stand.desk.ask(phone=f"138000100{number:02d}", address=f"kiosk/{KIOSK}")
    full = refused(stand.desk.ask, phone="13800010099", address=f"kiosk/{KIOSK}")
    assert full.code == "sign-in-too-many"
    assert stand.desk.ask(phone="13800010098", address="kiosk/H001-K1")

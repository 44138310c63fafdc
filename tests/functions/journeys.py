"""Whole journeys that the roles of the templates must suffice for."""

from collections.abc import Callable
from functools import partial

from infra.local.seed.people import CLERK
from tests.walks import (
    test_apart_walk,
    test_counter_walk,
    test_dark_walk,
    test_dispute_walk,
    test_einvoice_walk,
    test_ending_walk,
    test_forms_walk,
    test_late_decisions,
    test_mail_walk,
    test_offline_walk,
    test_payment_cases_walk,
    test_payment_walk,
    test_pickup_walk,
    test_restock_walk,
    test_shortfall_walk,
    test_signed_out_walk,
)
from tests.walks.acts import paired
from tests.walks.conftest import Walk
from tests.walks.machine import Machine


def a_jam_comes_and_goes(walk: Walk) -> None:
    machine, clerk = Machine(paired(walk)), walk.signed_in(CLERK.phone)
    for jam in (True, False):
        machine.beat(jam=jam)
        walk.settle()
        kinds = [one["kind"] for one in clerk.get("/api/counter/alerts")["items"]]
        assert ("jam" in kinds) is jam


JOURNEYS: list[Callable[[Walk], None]] = [
    test_pickup_walk.test_the_main_job,
    test_forms_walk.test_what_was_lent_and_not_fetched_is_the_owners_again,
    test_forms_walk.test_a_link_is_opened_by_anybody_until_it_is_revoked,
    test_forms_walk.test_paper_and_a_new_code,
    partial(
        test_signed_out_walk.test_the_next_request_is_refused_and_the_codes_it_held_are_dead,
        everywhere=False,
    ),
    test_counter_walk.test_a_clerk_sees_why_and_approves,
    test_counter_walk.test_a_withdrawn_application_leaves_the_inbox,
    test_counter_walk.test_a_changed_fact_changes_the_next_decision,
    test_counter_walk.test_a_silent_kiosk_opens_a_case_and_a_clerk_settles_it,
    test_counter_walk.test_a_decision_the_room_refuses_comes_back,
    test_late_decisions.test_a_decision_overtaken_by_a_withdrawal_ends_with_it,
    test_late_decisions.test_a_settlement_overtaken_by_the_machine_ends_with_it,
    test_einvoice_walk.test_issued_found_by_both_sides_and_checked_by_anybody,
    test_einvoice_walk.test_another_quota_is_asked_for_and_granted_by_a_clerk,
    test_einvoice_walk.test_a_company_that_is_deregistered_gives_up_its_numbers,
    test_einvoice_walk.test_taken_back_in_part_after_the_buyer_agreed_and_then_checked,
    test_payment_walk.test_two_refunds_of_one_million_and_eighty_one_thousand_in_one_day,
    test_payment_walk.test_a_person_pays_by_code,
    test_payment_walk.test_what_bank_and_book_differ_about_is_a_clerks_case,
    test_payment_cases_walk.test_two_clerks_end_what_the_bank_says_nothing_of_use_about,
    test_payment_walk.test_clerks_hear_when_the_bank_is_silent_and_when_it_speaks,
    test_offline_walk.test_leased_served_alone_and_dispensed_afterwards,
    test_dark_walk.test_a_lost_journal_ends_service_until_a_clerk_counted,
    test_dark_walk.test_what_is_over_is_disputed_and_a_clerk_notes_it,
    test_dispute_walk.test_one_case_holds_both_and_frees_nothing_before_it_is_decided,
    test_shortfall_walk.test_a_missing_sheet_is_fetched_again_by_a_clerks_decision,
    test_restock_walk.test_a_load_that_overtakes_a_move_keeps_the_machine_where_its_paper_is,
    test_restock_walk.test_a_move_that_overtakes_a_load_leaves_the_paper_at_the_depot,
    test_apart_walk.test_a_jammed_sheet_is_collected_voided_and_replaced,
    test_apart_walk.test_what_a_count_passed_over_takes_two_clerks,
    partial(
        test_dark_walk.test_a_dark_holder_keeps_a_move_waiting_until_a_clerk_looked, served=False
    ),
    test_dark_walk.test_a_dark_holders_journal_closes_the_case,
    test_dark_walk.test_a_service_the_lease_did_not_allow_is_a_clerks_matter,
    test_offline_walk.test_a_machine_waits_until_its_own_story_is_in_the_books,
    test_offline_walk.test_a_neighbour_asks_and_the_holder_gives_back,
    test_restock_walk.test_two_clerks_load_a_machine,
    test_restock_walk.test_a_dispute_is_counted_and_the_machine_serves_again,
    test_ending_walk.test_a_cancelled_order_gives_everything_back,
    test_ending_walk.test_an_expired_order_is_fetched_after_one_tap,
    test_shortfall_walk.test_a_found_sheet_closes_the_report,
    test_mail_walk.test_applied_for_picked_by_two_packed_handed_over_and_signed,
    test_mail_walk.test_a_pickup_goes_by_mail_and_comes_back_to_a_machine,
    test_mail_walk.test_what_is_picked_cannot_be_turned_and_can_once_it_is_undone,
    test_mail_walk.test_a_lost_parcel_voids_its_serials_and_is_sent_again,
    test_mail_walk.test_a_returned_parcel_goes_back_to_the_depot_by_scan_and_is_given_up,
    test_mail_walk.test_news_that_comes_before_the_list_was_followed_finds_it_with_the_carrier,
    a_jam_comes_and_goes,
]

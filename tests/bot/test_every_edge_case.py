"""Every edge case that the journey promises, and the conversation that plays it. A line without its test fails here."""

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
EDGE_CASES = {
    "one missed session is moved, never doubled": "test_edge_cases::test_a_missed_session_is_moved_and_never_doubled",
    "a missed week asks life or knee": "test_edge_cases::test_a_missed_week_asks_life_or_knee",
    "a missed week that was done and forgotten": "test_edge_cases::"
    "test_sessions_that_were_done_and_forgotten_are_filled_in",
    "a flare": "test_red_flags::test_in_a_flare_the_bot_says_what_helps_and_asks_every_morning",
    "pain 8 to 9 out of nowhere": "test_red_flags::"
    "test_severe_pain_out_of_nowhere_stops_the_plan_and_undo_alone_does_not_lift_it",
    "a mistyped 9": "test_slips::test_a_mistyped_nine_is_taken_back_after_one_question",
    "travel east": "test_travel::test_a_long_way_east_moves_todays_session_once",
    "travel west": "test_travel::test_a_long_way_west_does_not_repeat_it",
    "travel at night": "test_travel::test_nothing_is_moved_into_the_night",
    "the change of the clocks": "test_today::test_wall_clock_times_stay_over_the_change_of_the_clocks",
    "blocked and unblocked": "test_settings::test_a_block_stops_everything_and_an_unblock_brings_it_back",
    "both knees": "test_both_knees::test_both_knees_are_asked_in_one_message",
    "both knees, the worse drives": "test_both_knees::test_the_worse_knee_drives_whichever_is_told_last",
    "a second knee": "test_edge_cases::test_a_second_knee_within_two_weeks_is_a_case_for_a_professional",
    "the pattern no longer fits": "test_settings::test_the_pattern_can_be_checked_again_when_it_feels_different",
    "wants to skip ahead": "test_edge_cases::test_who_wants_to_skip_ahead_sees_what_is_unmet_and_may_choose_one_step",
    "wants to skip ahead, in words": "test_wishes::test_who_wants_to_skip_ahead_is_shown_the_gate",
    "wants to go slower": "test_wishes::test_who_wants_to_go_slower_hears_that_staying_is_fine_and_may_stay",
    "is afraid": "test_wishes::test_fear_is_met_kindly_and_changes_nothing",
    "no improvement at week 4": "test_stalls::test_week_four_asks_whether_it_is_still_the_same_pain",
    "no improvement at week 6, adherence first": "test_stalls::"
    "test_week_six_without_the_work_asks_what_stands_in_the_way",
    "no improvement at week 6, then a referral card": "test_stalls::test_week_six_with_the_work_done_refers",
    "three weeks of silence": "test_edge_cases::test_three_weeks_of_silence_and_back",
    "the return follows the gap": "test_silence::test_the_way_back_follows_the_gap",
    "a pause without an end": "test_pauses::test_an_open_pause_lasts_until_the_runner_is_back",
    "a pause with an end": "test_pauses::test_a_pause_in_words_ends_by_itself_and_the_bot_speaks_again",
    "illness": "test_pauses::test_after_an_illness_the_bot_asks_whether_it_is_over",
    "pregnancy and surgery": "test_wishes::test_pregnancy_and_surgery_wait_for_a_professional",
    "delete my data": "test_settings::test_erase_now_leaves_nothing_and_start_begins_anew",
    "export": "test_settings::test_mydata_holds_everything_readable",
    "should I run, at night": "test_strange_input::test_should_i_run_at_night_is_answered_quietly",
    "voice message, photo, sticker": "test_strange_input::test_media_gets_a_kind_word",
    "rude text": "test_strange_input::test_small_talk_rude_or_not_gets_an_answer",
    "crisis text": "test_red_flags::test_a_person_in_need_hears_of_help_and_is_not_asked_again",
    "double taps": "test_strange_input::test_every_button_of_a_long_play_may_be_pressed_twice",
    "old buttons": "test_strange_input::test_an_old_card_answers_with_where_we_are",
    "edited messages": "test_strange_input::test_a_run_that_is_not_noted_yet_follows_an_edited_message",
    "bot down for six hours": "test_today::test_after_six_hours_off_what_is_late_is_folded_into_today",
    "bot down for an hour": "test_today::test_after_an_hour_off_it_is_sent_once",
    "a ten-minute version counts in part": "test_workout::"
    "test_the_ten_minute_version_is_one_set_each_and_counts_in_part",
    "fix yesterday": "test_runs::test_yesterday_s_run_changes_the_plan_as_if_it_had_always_been_there",
    "a contradiction is asked once": "test_runs::test_a_contradiction_is_asked_once",
    "never hurt with pain 6": "test_runs::test_never_hurt_but_pain_six_is_asked",
    "a run tomorrow": "test_runs::test_a_run_tomorrow_is_not_noted",
    "a date before the start": "test_runs::test_a_run_before_the_start_is_not_noted",
    "impossible numbers": "test_runs::test_impossible_runs_in_words_are_asked_about_kindly",
}


@pytest.mark.parametrize("case", EDGE_CASES)
def test_a_conversation_plays_it(case: str) -> None:
    file, _, test = EDGE_CASES[case].partition("::")
    tree = ast.parse((HERE / f"{file}.py").read_text(encoding="utf-8"))
    played = {node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef)}
    assert test in played

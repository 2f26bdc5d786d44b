from functools import cache

import pytest

from bot.conversation import places


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_cities", _known)


_known = cache(places._cities)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Berlin, Germany", "Europe/Berlin"),
        ("London, UK", "Europe/London"),
        ("Edinburgh, Scotland", "Europe/London"),
        ("Denver, CO", "America/Denver"),
        ("boulder colorado", "America/Denver"),
        ("Portland, OR", "America/Los_Angeles"),
        ("portland maine", "America/New_York"),
        ("Paris, TX", "America/Chicago"),
        ("paris france", "Europe/Paris"),
        ("san jose costa rica", "America/Costa_Rica"),
        ("Washington DC", "America/New_York"),
        ("Frankfurt am main", "Europe/Berlin"),
        ("lisbn, portugal", "Europe/Lisbon"),
        ("Berlin, where else", "Europe/Berlin"),
        ("America/Bogota", "America/Bogota"),
    ],
)
def test_a_city_is_found_with_its_country_or_state_and_with_slips(typed: str, zone: str) -> None:
    assert places.find(typed)[0].zone == zone


@pytest.mark.parametrize("typed", ["xyzzy", "my knee hurts when i run downhill", "x", ",", ", germany"])
def test_what_is_no_place_is_none(typed: str) -> None:
    assert places.find(typed) == []

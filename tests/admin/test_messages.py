"""Whatever an admin sends or forwards arrives as it is; what cannot is said at once."""

import pytest

from sandbox.people import Person
from storage.broadcasts import Stage
from tests.admin.conftest import Office
from tests.support.persona import Persona


async def _sent_to_all(office: Office, ada: Persona) -> None:
    await ada.taps("☑ Test first", "Send …", "Send to 2")
    await office.beat(3)
    assert (await office.newest()).state is Stage.DONE


@pytest.mark.parametrize("kind", ["photo", "audio", "video", "document", "animation", "voice"])
async def test_a_medium_arrives_with_its_caption_and_can_be_corrected(quick_office: Office, kind: str) -> None:
    office = quick_office
    (runner,) = await office.crowd(1)
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    heard = await ada.does(ada.person.send_file, kind, b"\x89PNG", name="x.bin", caption="On Munday")
    assert "Message: a picture or file" in heard
    await _sent_to_all(office, ada)
    seen = office.stage.sandbox.person(runner).sees().last
    assert (seen.media, seen.text, seen.buttons) == (kind, "On Munday", [["🔕 No more news"]])
    await ada.says("/broadcast")
    await ada.taps("#1 done", "✏️ Correct")
    assert "another caption" in await ada.says("On Monday")  # a text for a medium
    await ada.does(ada.person.send_photo, caption="On Monday")
    await ada.taps("Replace it in 2 chats")
    await office.beat(3)
    corrected = office.stage.sandbox.person(runner).sees().last
    assert (corrected.media, corrected.text, corrected.buttons) == (kind, "On Monday", [["🔕 No more news"]])


async def test_a_formatted_text_keeps_its_form(quick_office: Office) -> None:
    office = quick_office
    (runner,) = await office.crowd(1)
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    content = {"text": "Big news", "entities": [{"type": "bold", "offset": 0, "length": 3}]}
    await ada.does(ada.person.send, content)
    await _sent_to_all(office, ada)
    assert office.stage.sandbox.person(runner).sees().last.html == "<b>Big</b> news"


async def test_a_forwarded_message_arrives_as_the_teams_own(quick_office: Office) -> None:
    office = quick_office
    (runner,) = await office.crowd(1)
    ada, colleague = office.admin(), Person(office.stage.sandbox.world, office.admin(95).person.user)
    said = colleague.say("Words of a colleague")
    await office.stage.drain()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    heard = await ada.does(ada.person.forward, said)
    assert "Message: a text" in heard
    await ada.taps("☑ Test first", "Send …", "Send to 3")
    await office.beat(3)
    got = office.stage.sandbox.person(runner).sees().last
    assert got.text == "Words of a colleague"
    assert "forward_origin" not in got.message.content


async def test_a_poll_is_declined_and_another_message_still_waited_for(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(1)
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    options = [{"text": word, "voter_count": 0, "persistent_id": word} for word in ("yes", "no")]
    poll = {
        "id": "1", "question": "Better?", "options": options, "total_voter_count": 0, "is_closed": False,
        "is_anonymous": True, "type": "regular", "allows_multiple_answers": False, "allows_revoting": False,
        "members_only": False,
    }  # fmt: skip
    assert "A poll cannot be copied" in await ada.does(ada.person.send, {"poll": poll})
    assert "Message: a text" in await ada.says("Then in words")


async def test_an_album_is_one_card_that_counts_on(quick_office: Office) -> None:
    office = quick_office
    await office.crowd(1)
    ada = office.admin()
    await ada.says("/broadcast")
    await ada.taps("New broadcast")
    for _ in range(3):
        photo = ada.person.send_photo
        await ada.does(lambda photo=photo: ada.person.send(photo().content | {"media_group_id": "g"}))
    assert ada.screen.count("Broadcast 1 · draft") <= 3

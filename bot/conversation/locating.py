"""Steps to a time zone: a city in words, a place to confirm, a list to pick from."""

from bot import keyboards as kb
from bot.context import Chat
from bot.conversation import places
from bot.conversation.places import Place
from bot.speech import Button, Speech, rows
from bot.texts import intake, labels
from bot.texts.words import local


async def offer_zones(context: Chat, found: list[Place]) -> None:
    """The places that may be meant, each with the time it is there."""
    now = context.world.clock()
    buttons = tuple((Button(labels.zone(p.city, p.country, local(now, p.zone)), kb.ZONE(p.zone)),) for p in found)
    text = intake.ZONE_CHECK if found else intake.ZONE_UNKNOWN
    await context.say(Speech(text, (*buttons, *kb.zone_ways())))


async def find_zone(context: Chat, text: str) -> None:
    """A city, typed with or without mistakes."""
    await offer_zones(context, await context.world.workshop.make(places.find, text))


async def pick_region(context: Chat) -> None:
    """The list of regions."""
    regions = [Button(region, kb.ZONE_REGION(region)) for region in places.REGIONS]
    await context.change(Speech(intake.ZONE_PICK_REGION, rows(regions, 2)))

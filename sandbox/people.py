"""A person with the app in hand: what they do reaches the bot as the update Telegram would send."""

from dataclasses import dataclass

from sandbox.acts import ask_inline, edit, inline_keys, press, react, set_membership
from sandbox.entities import settled
from sandbox.errors import ImpossibleError
from sandbox.files import PIXEL, new_file
from sandbox.media import describe
from sandbox.methods.copies import forwarded
from sandbox.model import Bot, Chat, Json, Message, User
from sandbox.view import ChatView, visible
from sandbox.world import Query, World, check_can_speak


@dataclass(frozen=True, slots=True)
class Person:
    """Every act takes `to`, a chat; without it, the private chat with the sandbox's first bot."""

    world: World
    user: User

    @property
    def chat(self) -> Chat:
        """The private chat with the first bot."""
        return self.world.private_chat(next(iter(self.world.bots.values())), self.user)

    def chat_with(self, bot: Bot) -> Chat:
        """The private chat with any of the bots."""
        return self.world.private_chat(bot, self.user)

    def sees(self, chat: Chat | None = None) -> ChatView:
        """The chat as it stands on this person's screen."""
        return visible(self.world, chat or self.chat, self.user)

    # -- saying and sending

    def say(self, text: str, *, to: Chat | None = None, reply_to: int = 0) -> Message:
        """Type and send; commands, links and mentions are marked as the app marks them."""
        text, entities = settled(text, [])
        if not text:
            raise ImpossibleError("an empty message cannot be sent")
        content: Json = {"text": text, "entities": entities} if entities else {"text": text}
        return self.send(content, to=to, reply_to=reply_to)

    def send(self, content: Json, *, to: Chat | None = None, reply_to: int = 0) -> Message:
        """Send any content (`{"location": …}`); the bot gets it as a `message`, in groups only when it concerns it."""
        chat = to or self.chat
        check_can_speak(chat)
        chat.started = True
        if chat.keyboard and (chat.keyboard.get("one_time_keyboard") or "force_reply" in chat.keyboard):
            chat.keyboard = None
        message = self.world.post(chat, self.user, content, reply_to=reply_to)
        if chat.kind == "private" or _concerns_bot(message):
            self.world.tell(chat.bot, "message", message.as_json())
        return message

    def share_location(self, latitude: float, longitude: float, *, to: Chat | None = None) -> Message:
        return self.send({"location": {"latitude": latitude, "longitude": longitude}}, to=to)

    def share_contact(self, phone: str, *, to: Chat | None = None) -> Message:
        contact = {"phone_number": phone, "first_name": self.user.first_name, "user_id": self.user.id}
        return self.send({"contact": contact}, to=to)

    def send_file(
        self,
        kind: str,
        data: bytes = PIXEL,
        *,
        name: str = "",
        mime: str = "",
        caption: str = "",
        to: Chat | None = None,
    ) -> Message:
        """A photo, voice, document, audio, video or animation."""
        chat = to or self.chat
        details: Json = {"duration": 3} if kind in ("voice", "audio", "video", "animation") else {}
        if kind in ("photo", "video", "animation"):
            details |= {"width": 320, "height": 320}
        file = self.world.files.keep(new_file(kind, data, name, mime, **details))
        content = describe(self.world.files, chat.bot, file)
        return self.send(content | ({"caption": caption} if caption else {}), to=to)

    def send_photo(self, data: bytes = PIXEL, *, caption: str = "", to: Chat | None = None) -> Message:
        return self.send_file("photo", data, name="photo.png", caption=caption, to=to)

    def send_voice(self, data: bytes = b"OggS", *, to: Chat | None = None) -> Message:
        return self.send_file("voice", data, mime="audio/ogg", to=to)

    def send_sticker(self, emoji: str = "🏃", *, to: Chat | None = None) -> Message:
        chat = to or self.chat
        file = self.world.files.keep(new_file("sticker", emoji.encode(), width=512, height=512))
        about = {"type": "regular", "is_animated": False, "is_video": False, "emoji": emoji}
        content = describe(self.world.files, chat.bot, file)
        return self.send({"sticker": content["sticker"] | about}, to=to)

    def forward(self, message: Message, *, to: Chat | None = None) -> Message:
        if message.content.get("has_protected_content"):
            raise ImpossibleError("this message is protected from forwarding")
        return self.send(forwarded(message), to=to)

    # -- acting on messages

    def tap(self, button: str, *, on: int = 0, to: Chat | None = None) -> Query | None:
        """Press the newest button with this label (or callback data), on message `on` if given.

        An inline button asks the bot and gives the open query (None for a link); a reply key says its text.
        """
        chat = to or self.chat
        for message in reversed(list(chat.messages.values())):
            if on in (0, message.id):
                for key in inline_keys(message):
                    if button in (key["text"], key.get("callback_data")):
                        return self.press(message, key)
        seen = self.sees(chat)
        if not on and button in seen.keys:
            self.say(button, to=chat)
            return None
        raise ImpossibleError(f"no button {button!r}; there are {seen.labels}")

    def press(self, message: Message, key: Json) -> Query | None:
        """Press this very inline button of this message."""
        return press(self.world, self.user, message, key)

    def edit(self, message: Message, text: str) -> Message:
        """Change an own message; a medium keeps its file and changes its caption."""
        edit(self.world, self.user, message, text)
        return message

    def delete(self, message: Message) -> None:
        """Take a message out of the chat, for both sides; the bot is not told."""
        self.world.remove(message.chat, message)

    def react(self, message: Message, emoji: str) -> None:
        """Show an emoji on a message, or none with an empty one."""
        react(self.world, self.user, message, emoji)

    def ask_inline(self, text: str, *, offset: str = "", to: Chat | None = None) -> Query:
        """Type `@bot text` in a chat; the results arrive in the query's answer."""
        return ask_inline(self.world, self.user, to or self.chat, text, offset)

    # -- coming and going

    def block(self) -> None:
        set_membership(self.world, self.user, self.chat, blocked=True)

    def unblock(self) -> None:
        set_membership(self.world, self.user, self.chat, blocked=False)

    def deactivate(self) -> None:
        """The account is gone; the bot notices when it writes."""
        self.user.deactivated = True

    def delete_chat(self) -> None:
        """Clear the conversation on this side; the bot is not told and can still write."""
        self.chat.cleared_up_to = self.chat.bot.next_message_id - 1
        self.chat.keyboard = None
        self.world.change(self.chat)

    def bring_in(self, group: Chat) -> None:
        """Add the bot to a group."""
        group.blocked = True
        set_membership(self.world, self.user, group, blocked=False)

    def throw_out(self, group: Chat) -> None:
        """Remove the bot from a group."""
        set_membership(self.world, self.user, group, blocked=True)


def _concerns_bot(message: Message) -> bool:
    """Privacy mode: in a group a bot hears commands, replies to it and its own name."""
    chat, bot = message.chat, message.chat.bot
    if bot.reads_all_groups:
        return True
    original = chat.messages.get(message.reply_to)
    if original is not None and original.sender is bot.user:
        return True
    return message.text.startswith("/") or f"@{bot.user.username}".lower() in message.text.lower()

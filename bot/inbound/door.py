"""What may come in as an update: the parts that the bot reads must be what Telegram says they are.

python-telegram-bot checks no types, so a text that is a number would come to light only deep inside a handler.
"""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from telegram import Bot, Update

TEXT_LIMIT = 4096  # characters that Telegram lets a message have; a caption has fewer
_Id = Annotated[int, Field(ge=-(2**52), lt=2**52)]  # groups count downwards
_UserId = Annotated[int, Field(gt=0, lt=2**52)]
_Moment = Annotated[int, Field(ge=0, lt=2**32)]
_Text = Annotated[str, Field(max_length=TEXT_LIMIT)]
_Word = Annotated[str, Field(max_length=512)]


class UnreadableError(Exception):
    """No update, or one that is not as Telegram makes them. Nothing of it is told."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _User(_Part):
    id: _UserId
    is_bot: bool
    first_name: _Word
    language_code: _Word | None = None


class _Chat(_Part):
    id: _Id
    type: _Word


class _Entity(_Part):
    type: _Word
    offset: Annotated[int, Field(ge=0, le=TEXT_LIMIT)]
    length: Annotated[int, Field(ge=0, le=TEXT_LIMIT)]


class _Location(_Part):
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]


class _File(_Part):
    file_id: _Word
    file_unique_id: _Word
    file_name: _Word | None = None
    file_size: int | None = None


class _Message(_Part):
    message_id: int
    date: _Moment
    chat: _Chat
    text: _Text | None = None
    caption: _Text | None = None
    entities: list[_Entity] | None = None
    location: _Location | None = None
    document: _File | None = None
    photo: list[_File] | None = None


class _Written(_Message):
    sender: _User = Field(alias="from")  # a message under a button may lack it: it can be too old to be told


class _Query(_Part):
    id: _Word
    sender: _User = Field(alias="from")
    chat_instance: _Word
    data: Annotated[str, Field(min_length=1, max_length=512)]  # only games have none, and we have no games
    message: _Message | None = None
    inline_message_id: _Word | None = None


class _InlineQuery(_Part):
    id: _Word
    sender: _User = Field(alias="from")
    query: _Word
    offset: _Word


class _Standing(_Part):
    status: _Word
    user: _User


class _Membership(_Part):
    chat: _Chat
    sender: _User = Field(alias="from")
    date: _Moment
    old_chat_member: _Standing
    new_chat_member: _Standing


class _Update(_Part):
    update_id: Annotated[int, Field(ge=0, lt=2**52)]
    message: _Written | None = None
    edited_message: _Written | None = None
    callback_query: _Query | None = None
    inline_query: _InlineQuery | None = None
    my_chat_member: _Membership | None = None


def read(raw: Any, bot: Bot) -> Update:
    """The update that this is.

    Raises:
        UnreadableError: when it is none.
    """
    try:
        _Update.model_validate(raw)
        return Update.de_json(raw, bot)
    except ValidationError as error:
        kind = error.errors(include_input=False, include_url=False, include_context=False)[0]["type"]
        raise UnreadableError(kind) from None
    except Exception as error:  # the library has its own ways to fail
        raise UnreadableError(type(error).__name__) from None

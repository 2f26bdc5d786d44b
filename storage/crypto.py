"""Health data at rest: AES-256-GCM by `cryptography`, with keys that live outside the database.

A stored value is one byte of format, four bytes of key id, twelve bytes of nonce, then ciphertext and tag. The key id
lets a ring of several keys open old rows while the first key writes new ones: that is all that rotation needs.
"""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORMAT = b"\x01"
_ID, _NONCE, _KEY = 4, 12, 32


class KeyUnusableError(Exception):
    """The data key is malformed, or no key of the ring opens a stored value."""


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys that open health data; the first one also locks it. Built from text by `parse`."""

    _ciphers: dict[bytes, AESGCM] = field(repr=False)
    _first: bytes
    _marks: bytes = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Keyring":
        """Read one or more keys (32 bytes, base64url), separated by commas, newest first.

        Raises:
            KeyUnusableError: when one of them is no such key; the key itself is never repeated.
        """
        keys = [_decode(part.strip()) for part in text.split(",") if part.strip()]
        if not keys:
            raise KeyUnusableError("holds no key")
        marks = hashlib.sha256(b"strideback marks" + keys[0]).digest()
        return cls({_name(key): AESGCM(key) for key in keys}, _name(keys[0]), marks)

    @staticmethod
    def new_key() -> str:
        """A fresh random key as text."""
        return base64.urlsafe_b64encode(secrets.token_bytes(_KEY)).decode()

    def lock(self, text: str) -> bytes:
        """Encrypt text."""
        nonce = secrets.token_bytes(_NONCE)
        sealed = self._ciphers[self._first].encrypt(nonce, text.encode(), _FORMAT)
        return _FORMAT + self._first + nonce + sealed

    def open(self, blob: bytes) -> str:
        """Decrypt what `lock` gave.

        Raises:
            KeyUnusableError: when no key fits or the value was changed.
        """
        cipher = self._ciphers.get(blob[1 : 1 + _ID])
        if blob[:1] != _FORMAT or cipher is None:
            raise KeyUnusableError("does not open the stored data: another key locked it")
        body = blob[1 + _ID :]
        try:
            return cipher.decrypt(body[:_NONCE], body[_NONCE:], _FORMAT).decode()
        except InvalidTag as error:
            raise KeyUnusableError("does not open the stored data: it was changed") from error

    def mark(self, text: str) -> str:
        """Sixteen signs that tell whether a text is still the same, and nothing about it to whoever lacks the key."""
        return hashlib.blake2b(text.encode(), key=self._marks, digest_size=8).hexdigest()

    def is_current(self, blob: bytes) -> bool:
        """True when the first key locked this value."""
        return blob[1 : 1 + _ID] == self._first


def _decode(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text.encode())
    except (binascii.Error, ValueError, UnicodeEncodeError) as error:
        raise KeyUnusableError("is not base64url text") from error
    if len(key) != _KEY:
        raise KeyUnusableError("is not 32 bytes long")
    return key


def _name(key: bytes) -> bytes:
    """Four bytes that tell keys apart and say nothing about them."""
    return hashlib.sha256(b"strideback key id" + key).digest()[:_ID]

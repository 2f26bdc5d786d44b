"""Every method the sandbox knows, by lower-case name: case does not matter.

The four that deal with updates are in `sandbox.intake`.
"""

from collections.abc import Callable

from sandbox.methods import account, chats, commands, copies, media, messages, queries
from sandbox.sending import Call

_MODULES = (account, chats, commands, copies, media, messages, queries)

METHODS: dict[str, Callable[[Call], object]] = {
    name.lower(): method for module in _MODULES for name, method in module.METHODS.items()
}

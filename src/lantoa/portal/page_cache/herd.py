"""One at a time: of many that need the same page at the same moment, one makes it and the others wait."""

import threading
from collections.abc import Hashable


class Herd:
    """Who is making what."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Event] = {}

    def lead(self, key: Hashable) -> threading.Event | None:
        """Return None for whoever is to make it, and must call `done`; for the others what tells when it is made."""
        with self._lock:
            making = self._making.get(key)
            if making is None:
                self._making[key] = threading.Event()
            return making

    def done(self, key: Hashable) -> None:
        """Tell the others that it is made, or that it will not be."""
        with self._lock:
            making = self._making.pop(key, None)
        if making:
            making.set()

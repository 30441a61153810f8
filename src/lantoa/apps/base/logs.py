"""What logs must not hold."""

import logging
import re
from collections.abc import Iterable


class HideSecrets(logging.Filter):
    """Cuts addresses in a record off after one of the prefixes `after`: whatever follows may open what it leads to."""

    def __init__(self, after: Iterable[str]) -> None:
        super().__init__()
        self._secret = re.compile(rf"({'|'.join(map(re.escape, after))})[^\s\"'<>]+")

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record through, its words changed where they held a secret."""
        words = record.getMessage()
        hidden = self._secret.sub(r"\1…", words)
        if hidden != words:
            record.msg, record.args = hidden, None
        return True

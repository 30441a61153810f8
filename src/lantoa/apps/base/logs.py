"""What logs must not hold."""

import logging
import re


class HideSecrets(logging.Filter):
    """Takes the secret part out of addresses in a record: what follows the words `after`, up to the next slash."""

    def __init__(self, after: str) -> None:
        super().__init__()
        self._secret = re.compile(rf"({re.escape(after)})[^/\s?\"']+")

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record through, its words changed where they held a secret."""
        words = record.getMessage()
        hidden = self._secret.sub(r"\1…", words)
        if hidden != words:
            record.msg, record.args = hidden, None
        return True

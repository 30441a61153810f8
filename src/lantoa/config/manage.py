"""The management commands behind `./lantoa COMMAND`."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from lantoa.apps.base.origin import WORKER, set_process_origin


def main(arguments: list[str] | None = None) -> None:
    """Run one management command; the demonstration keeps its data apart from a real installation's."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    if words[:1] == ["demo"]:
        root = Path(os.environ.get("LANTOA_ROOT") or Path(__file__).resolve().parents[3])
        os.environ.setdefault("LANTOA_DATA", str(root / "var" / "demo"))
    if words:
        set_process_origin(WORKER if words[0] == "work" else f"lệnh {words[0]}"[:60])
    execute_from_command_line(["lantoa", *words])


if __name__ == "__main__":
    main()

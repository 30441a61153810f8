"""The verifier of contests runs where nothing of ours is installed."""

import subprocess
import sys
from pathlib import Path

from lantoa.core.scoring import canonical_json
from lantoa.core.scoring.tests.round_maker import make_round
from lantoa.core.scoring.verifier import VERIFIER_FILE


class TestVerifier:
    def test_accepts_a_round_on_an_interpreter_without_our_code(self, tmp_path: Path):
        file = tmp_path / "ket-qua.json"
        file.write_bytes(canonical_json(make_round(4, rekeys=True).published()))
        command = [sys.executable, "-I", "-S", VERIFIER_FILE, file]
        done = subprocess.run(command, capture_output=True, check=False, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert "mọi phép tính lại đều khớp" in done.stdout.decode()

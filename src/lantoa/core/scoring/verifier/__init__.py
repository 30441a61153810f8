"""The stand-alone verifier of contest results: a file given to the public, never imported by the rest of the code."""

from pathlib import Path

VERIFIER_FILE = Path(__file__).with_name("verify_contest.py")

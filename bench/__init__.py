"""`make bench`: what a page, a ballot and a live message cost, beside what the machine can do at best."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Other people's programs, where `make oracle` has put them: some are GPL, and none is ever in .venv.
ORACLE = ROOT / "var" / "oracle" / "bin" / "python"

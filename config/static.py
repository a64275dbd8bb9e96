"""Static files are collected and compressed once, and again only when one has changed."""

import hashlib
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

STAMP = "collected"


def fingerprint() -> str:
    """Changes with any of our own static files and with any installed package."""
    digest = hashlib.sha256((settings.BASE_DIR / "requirements.txt").read_bytes())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                digest.update(str(path.relative_to(folder)).encode() + path.read_bytes())
    return digest.hexdigest()


def is_stale() -> bool:
    """Whether the collected files are not those of this version."""
    stamp = settings.STATIC_ROOT / STAMP
    return settings.HASHED_STATIC and not (stamp.exists() and stamp.read_text() == fingerprint())


def collect() -> None:
    """Collect everything anew. The stamp comes last, so an interrupted run is done again."""
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    (settings.STATIC_ROOT / STAMP).write_text(fingerprint())

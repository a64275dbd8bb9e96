"""What was mailed, read back from the folder that mail goes to where no mail server is set."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

# Django's file backend ends each mail with this line.
END = b"-" * 79


@dataclass(frozen=True)
class Letter:
    """One mail, as text."""

    to: str
    subject: str
    text: str
    at: datetime


def envelopes() -> list[Path]:
    """The files of the mail folder, the newest first."""
    files = [path for path in Path(settings.MAIL_DIR).glob("*.log") if path.is_file()]
    return sorted(files, key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)


def letters(path: Path) -> list[Letter]:
    """The mails in one file, the newest first. What is no mail is shown as it stands."""
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    written = [part.strip() for part in path.read_bytes().split(END)]
    return [letter(part, at) for part in reversed(written) if part]


def letter(written: bytes, at: datetime) -> Letter:
    """A mail's plain text with its subject and whom it went to."""
    mail = message_from_bytes(written, policy=policy.default)
    body = mail.get_body(("plain", "html"))
    try:
        text = body.get_content()
    except (AttributeError, KeyError, LookupError):  # no text in it, or in a script nobody knows
        text = written.decode(errors="replace")
    return Letter(to=str(mail["To"] or ""), subject=str(mail["Subject"] or ""), text=text.strip(), at=at)

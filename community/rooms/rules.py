"""Who may read and write in a room, what is too long or too fast, and who may hide what was said."""

from datetime import datetime

from community.record.verdict import YES, Verdict, _, ngettext_

LONGEST = 4000  # characters in one message
PACE = 10  # messages a minute from one person

Period = tuple[datetime, datetime | None]


def may_read(*, is_public: bool, is_member: bool) -> Verdict:
    """Everybody reads a public room; only its members, while they are members, read another."""
    if is_public or is_member:
        return YES
    return Verdict(_("Only members of this room may read here."), clause="room.open")


def may_write(*, is_open: bool, for_members: bool, signed_in: bool, is_member: bool) -> Verdict:
    """Somebody signed in writes in an open room; where members write, only while they are members."""
    if not is_open:
        return Verdict(_("This discussion is closed. You can still read it."), clause="room.open")
    if not signed_in:
        return Verdict(_("Sign in to write here."), clause="room.open")
    if for_members and not is_member:
        return Verdict(_("Only members of this room may write here."), clause="room.open")
    return YES


def may_say(*, length: int, longest: int = LONGEST, lately: int, pace: int = PACE) -> Verdict:
    """A message says something, is not too long, and leaves others time to read and answer."""
    if length < 1:
        return Verdict(_("Write something first."), clause="room.pace")
    if length > longest:
        one, many = ngettext_(
            "This is %(count)s character too long. The longest message has %(longest)s.",
            "This is %(count)s characters too long. The longest message has %(longest)s.",
        )
        return Verdict(one, plural=many, count=length - longest, params={"longest": longest}, clause="room.pace")
    if lately >= pace:
        return Verdict(
            _("You wrote %(lately)s messages in one minute. Wait a minute before the next."),
            params={"lately": lately},
            clause="room.pace",
        )
    return YES


def may_hide(*, moderates: bool, is_hidden: bool, why: str) -> Verdict:
    """A moderator hides a message once, and always says why."""
    if not moderates:
        return Verdict(_("Only moderators may hide a message."), clause="room.moderators")
    if is_hidden:
        return Verdict(_("This message is hidden already."), clause="room.moderators")
    if not why.strip():
        return Verdict(_("Tell everybody why you hide this message."), clause="room.moderators")
    return YES


def may_close(*, is_open: bool) -> Verdict:
    """An open discussion can be closed. What was said stays readable."""
    return YES if is_open else Verdict(_("This discussion is closed already."), clause="room.open")


def gaps(held: list[Period], since: datetime, until: datetime | None) -> list[Period]:
    """The parts of a time that are not yet held: somebody who has a place keeps it and gets the rest."""
    found, start = [], since
    for begins, ends in sorted(held, key=lambda period: period[0]):
        if until is not None and begins >= until:
            break
        if begins > start:
            found.append((start, begins))
        if ends is None:
            return found
        start = max(start, ends)
    if until is None or start < until:
        found.append((start, until))
    return found

"""The measurements as a page: ratios to the floor first, since milliseconds belong to a machine."""

from datetime import UTC, datetime

from . import lottery

HEAD = """# Benchmarks

Written by `make bench` on {day}: {machine}, everything on the loopback interface, the embedded server for
both the product and the floor, in the same run on the same database. Milliseconds belong to this machine
and this minute; **read the ratios**. CPU is the server process alone (user + system).

The floor is what the machine can do at best with the same libraries: an empty Django view behind the eight
standard middlewares, a Wagtail page with one row and one small template, a bare `UPDATE` + `INSERT` in one
transaction, and a socket broadcast without rights, order or memory.
"""

LOTTERIES = "\n## The civic lottery, one process, one core\n"
READING = "\n## How to read this\n"

PAGES = "| page | CPU ms | p50 ms | p95 ms | × empty view | × bare Wagtail page |\n|---|---|---|---|---|---|\n"
LIVE = "| way | arrived | CPU µs per delivery | p50 ms | p95 ms | × floor (CPU) |\n|---|---|---|---|---|---|\n"


def write(results: list[dict], counted: list[str], drawn: list[dict], machine: str) -> str:
    """The whole page in Markdown. counted: sections that are written already: casting and the counts."""
    parts = [HEAD.format(day=datetime.now(UTC).date(), machine=machine)]
    for found in results:
        parts.append(f"\n## {found['engine']}\n")
        parts.append(_pages(found["pages"]))
        parts.append(_live(found["live"]))
    parts += counted
    parts.append(_lotteries(drawn, machine))
    parts.append(NOTES)
    return "\n".join(parts)


def with_lotteries(page: str, drawn: list[dict], machine: str) -> str:
    """A page that was written before, with the lotteries measured anew."""
    before = page.split(LOTTERIES)[0].split(READING)[0]
    return "\n".join([before.rstrip("\n") + "\n", _lotteries(drawn, machine), NOTES])


def _lotteries(drawn: list[dict], machine: str) -> str:
    return (
        f"{LOTTERIES}{lottery.ABOUT.format(day=datetime.now(UTC).date(), machine=machine)}\n{lottery.tables(drawn)}\n"
    )


def _pages(pages: dict) -> str:
    empty, bare = pages["floor: an empty view"].cpu, pages["floor: a bare Wagtail page"].cpu
    rows = (
        f"| {name} | {c.cpu:.1f} | {c.p50:.1f} | {c.p95:.1f} | {c.cpu / empty:.1f} | {c.cpu / bare:.1f} |"
        for name, c in pages.items()
    )
    return "Pages, without an account, one connection:\n\n" + PAGES + "\n".join(rows) + "\n"


def _live(ways: dict) -> str:
    floor = next(iter(ways.values())).cpu
    rows = (
        f"| {name} | {d.arrived} of {d.expected} | {d.cpu:.0f} | {d.p50:.0f} | {d.p95:.0f} | {d.cpu / floor:.1f} |"
        for name, d in ways.items()
    )
    return (
        "Live: 500 sockets in one room, 10 messages, the listening client on the same machine:\n\n"
        + LIVE
        + "\n".join(rows)
        + "\n"
    )


NOTES = f"""{READING}
- PostgreSQL here is a throw-away server without `fsync`; SQLite runs with `synchronous=FULL`. Compare a line with the
  floor of its own engine, not engines with each other.
- "300 ballots at once" sends each voter's ballot again from 300 clients: each is told that it is recorded, once.
- What we hold ourselves to: no page asks the database more than 30 times, or more often where there is more to show; no
  answer above 499; every message reaches every socket. The suite asserts these; this page only shows speed.
"""

"""Files that elections are published in: strict where we write, lenient and bounded where we read."""

from community.record.verdict import Verdict


class Malformed(Exception):
    """A file that cannot be read: in which line, and why. The verdict holds the sentence for a page."""

    def __init__(self, line: int, message: str, **params: object):
        self.line, self.verdict = line, Verdict(message, params=params)
        super().__init__(message % params)

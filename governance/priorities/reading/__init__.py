"""What a reader of a priority sees. What a reader of a plan sees is in `plans`."""

from .priorities import WORDS, as_it_is, lines_of, of_draft, of_priority, way

__all__ = ["WORDS", "as_it_is", "lines_of", "of_draft", "of_priority", "way"]

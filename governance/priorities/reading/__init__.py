"""What a reader of a priority sees. What a reader of a plan sees is in `plans`."""

from .priorities import WORDS, as_it_is, of_draft, of_line, of_priority, way

__all__ = ["WORDS", "as_it_is", "of_draft", "of_line", "of_priority", "way"]

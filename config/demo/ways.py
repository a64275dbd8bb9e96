"""The ways to ask a board that a yes or a no does not answer: by consent, on a scale, and by a choice from several.

Like the acts beside it: each function answers with steps, a moment and the act to do then.
"""

from collections.abc import Callable, Iterator

from governance.voting import actions as voting

from .town import Step, Town


def stance(town: Town, it: dict) -> Iterator[Step]:
    """A member proposes something in a sentence; the others say whether they can live with it, or how they stand."""

    def ask(by):
        words = {"text": it["text"], "why": it["why"], "method": it["method"]}
        return voting.propose_motion(town[it["board"]], by=by, at=town.at, **words)

    yield from answered(town, it, ask)


def question(town: Town, it: dict) -> Iterator[Step]:
    """A member asks the board to choose from several."""

    def ask(by):
        words = {"text": it["text"], "why": it["why"], "choices": it["choices"], "method": it["method"]}
        how = {"seats": it.get("seats", 1), "mode": it.get("mode", "open")}
        return voting.propose_question(town[it["board"]], by=by, at=town.at, **words, **how)

    yield from answered(town, it, ask)


def answered(town: Town, it: dict, ask: Callable, read: Callable = lambda answer: answer) -> Iterator[Step]:
    """A vote that is answered otherwise than with yes or no. ask: moves it. read: makes a choice of a line's answer."""

    def move():
        town[it["name"]] = ask(town[it["moved"][1]])

    def join():
        voting.second(town[it["name"]], by=town[it["seconded"][1]], at=town.at)

    def cast():
        for person, answer in it["answers"].items():
            voting.cast(town[it["name"]], by=town[person], choice=read(answer), at=town.at)

    yield it["moved"][0], move
    yield it["seconded"][0], join
    yield it["ballots"], cast


KINDS = {kind.__name__: kind for kind in (stance, question)}

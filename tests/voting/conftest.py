"""A board of three with its clerk, and a vote that is open."""

import pytest

from tests import make
from tests.boxes import about_money


@pytest.fixture
def members():
    return make.people("rosa noi earl")


@pytest.fixture
def clerk():
    return make.person("sam")


@pytest.fixture
def board(members, clerk):
    return make.board(seated=members, clerk=clerk)


@pytest.fixture
def vote(board, members):
    return make.vote(board, by=members[0], seconded_by=members[1])


@pytest.fixture
def ask(board, members):
    """Opens a vote by any method."""

    def opened(method, mode="open"):
        how = {"by": members[0], "seconded_by": members[1], "mode": mode}
        if method in ("motion", "consent", "gradients"):
            return make.vote(board, method=method, **how)
        if method in ("pot", "ranking", "division"):
            return about_money(board, method, **how)
        return make.question(board, method=method, **how)

    return opened

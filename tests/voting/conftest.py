"""A board of three with its clerk, and a vote that is open."""

import pytest

from tests import make


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

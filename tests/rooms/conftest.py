"""Sockets of a real server, in a thread of the test, on the test's own database."""

import pytest

from tests.rooms.ears import Ears
from tests.tools.inside import Inside


@pytest.fixture
def ears(transactional_db):
    """Opens sockets: `ears.listen(room, person)`. What the test does is nudged from its own thread, as pages do."""
    with Inside() as site, Ears(site.port) as listening:
        yield listening

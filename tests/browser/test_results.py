"""What came out of votes by every method, on a small phone: with script and without, in English and in Spanish."""

import httpx
import pytest

from .voting import METHODS

pytestmark = [pytest.mark.browser, pytest.mark.alike]


@pytest.fixture(scope="module")
def results(city) -> dict[str, str]:
    """The address of the newest result by each method."""
    votes = httpx.get(f"{city.url}/api/v1/votes/", timeout=30).json()
    decided = [vote for vote in reversed(votes) if vote["state"] == "certified"]
    return {vote["method"]: f"/votes/{vote['id']}/result/" for vote in decided}


@pytest.mark.parametrize(
    ("script", "language", "schemes"), [(True, "", ["light", "dark"]), (False, "/es", ["light"])], ids=str
)
def test_every_result_is_read_on_a_small_phone(window, results, script, language, schemes):
    """The window notices errors on the console, too."""
    one, found = window(script=script), []
    for method in METHODS:
        one.go(language + results[method])
        for scheme in schemes:
            with one.seen_as(scheme=scheme):
                wide = [f"{one.overflow()} px too wide"] * (one.overflow() > 0)
                found += [f"{method}, {scheme}: {what}" for what in wide + one.violations()]
    assert not found, "\n".join(found)

"""The embedded server for real: one process with pages, sockets and due work, which stops when told."""

import gzip
import re
import signal
import subprocess
import sys
import urllib.request

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.tools.served import ROOT, served

pytestmark = pytest.mark.served


@pytest.fixture(scope="module")
def site(clones, django_db_setup, django_db_blocker):
    """An empty site with hashed and compressed static files, as an operator has it."""
    with django_db_blocker.unblock(), served(clones, "serve", HASHED_STATIC="1") as site:
        yield site


WALK = ["--name=Elm Town", "--languages=", "--admin-name=Ruth", "--admin-email=ruth@example.org", "--board="]


def get(url, **headers):
    return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10)


def test_pages_come_without_debug_and_name_no_server(site):
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(f"{site.url}/no-such-page/")

    assert missing.value.status == 404
    assert b"DEBUG" not in missing.value.read()
    assert "Server" not in missing.value.headers


def test_styles_are_hashed_compressed_and_kept_for_ever(site):
    address = re.search(r"/static/[^\"]*\.[0-9a-f]{12}\.css", get(f"{site.url}/").read().decode())[0]

    style = get(site.url + address, **{"Accept-Encoding": "gzip"})

    assert style.headers["Content-Encoding"] == "gzip"
    assert "immutable" in style.headers["Cache-Control"]
    assert b"{" in gzip.decompress(style.read())


def test_a_socket_from_another_page_is_refused(site):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{site.port}/live/rooms/1/", origin="http://evil.example")

    assert refused.value.response.status_code == 403


def test_a_second_server_of_the_same_folder_is_told_who_serves(site):
    other = subprocess.run(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env={**site.environment, "PORT": "0"},
        capture_output=True,
        text=True,
    )

    assert other.returncode == 1
    assert f"Process {site.process.pid} already serves" in other.stderr


def test_due_work_is_done_in_the_same_process(site):
    assert '"is_late": false' in get(f"{site.url}/health/").read().decode()


def test_ctrl_c_closes_it_and_it_opens_again(site):
    assert site.stop(signal.SIGINT) == 0
    assert site.said.endswith("Closed.\n")

    site.start()

    assert get(f"{site.url}/health/").status == 200


def test_where_real_people_live_the_demo_stays_closed(clones, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served(clones, "real", DEMO="0") as site:
        site.stop()
        site.manage("setup_site", *WALK, f"--env-file={site.folder / 'env'}")
        site.environment["DEMO"] = "1"
        site.start()

        with pytest.raises(urllib.error.HTTPError) as closed:
            get(f"{site.url}/demo/")
        assert "/demo/ stays closed" in site.said

    assert closed.value.status == 404

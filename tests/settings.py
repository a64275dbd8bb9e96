"""The product's own settings in the surroundings of a test: a folder of its own, fast and quiet.

The engines still come from the environment: DATABASE_URL and REDIS_URL, or SQLite and memory.
"""

import os
import tempfile

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")

# Goes when the process ends; conftest helps where a worker ends too fast for that.
FOLDER = tempfile.TemporaryDirectory(prefix=f"common-table-{WORKER}-", ignore_cleanup_errors=True)
os.environ["DATA_DIR"] = FOLDER.name
os.environ["HASHED_STATIC"] = "0"  # a manifest would want collectstatic before every run
os.environ["SECRET_KEY"] = "a test keeps no secrets"
os.environ["SITE_URL"] = "http://testserver"
os.environ.pop("DEMO", None)
if url := os.environ.get("REDIS_URL"):
    # Each worker clears its own cache and hears its own sockets only.
    os.environ["REDIS_URL"] = f"{url.rstrip('/')}/{WORKER.removeprefix('gw')}"

from config.settings import *  # noqa: E402, F403
from config.settings import ALLOWED_HOSTS, CHANNEL_LAYERS, DATABASES, LOGGING, REDIS_URL, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir()
DATABASES["default"]["CONN_MAX_AGE"] = 0  # a test's end takes its file away from under other threads
ALLOWED_HOSTS += ["testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING["root"]["level"] = "ERROR"
if REDIS_URL:
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"test-{WORKER}"

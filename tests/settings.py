"""The real settings on the stack that `make test` started, made quick: plain static files, a fast hasher."""

import os
from urllib.parse import urlsplit

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ.setdefault("DATABASE_URL", "postgres://postgres@127.0.0.1:1/unset")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")
os.environ.setdefault("HTTPS", "0")

from config import settings as real
from config.settings import *  # noqa: F403

if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # each has a database of its own in the broker too
    parts = urlsplit(real.REDIS_URL)
    number = int(parts.path.strip("/") or 0) + 1 + int(worker.removeprefix("gw"))
    REDIS_URL = CELERY_BROKER_URL = CACHES["default"]["LOCATION"] = parts._replace(path=f"/{number}").geturl()  # noqa: F405

if template := os.environ.get("TEST_TEMPLATE"):  # a database with all tables and no rows
    DATABASES["default"]["TEST"] = {"TEMPLATE": template}  # noqa: F405

ALLOWED_HOSTS = ["*"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO = True

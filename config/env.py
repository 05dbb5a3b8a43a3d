"""Typed readers of the environment; a bad or missing value is told in one sentence before anything starts."""

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.FileAwareEnv()  # type: ignore[no-untyped-call]  # every NAME may also come from a file named by NAME_FILE (secrets)


def required(name: str) -> str:
    """The value of `name` (or the content of the file `name`_FILE). Raises ImproperlyConfigured when empty."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"Set {name} (or {name}_FILE); see .env.example.")
    return str(value)

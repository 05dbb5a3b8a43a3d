"""The seal of what was sent. Pure."""

import hashlib
import json
from typing import Any


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of `content` in canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

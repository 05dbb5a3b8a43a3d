"""What stands in static/vendor is exactly what vendor.lock.json says: every file, its bytes, its licence."""

import hashlib
import json
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
PACKAGES = json.loads((VENDOR / "vendor.lock.json").read_text(encoding="utf-8"))["packages"]
FILES = {f"{package['folder']}/{path}": digest for package in PACKAGES for path, digest in package["files"].items()}


@pytest.mark.parametrize("path", sorted(FILES))
def test_vendored_file_has_the_locked_bytes(path):
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == FILES[path]


def test_nothing_unlisted_stands_in_the_vendor_folder():
    found = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert found == {*FILES, "vendor.lock.json"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_each_package_names_its_source_and_brings_its_licence(package):
    assert all(package[key] for key in ("name", "version", "licence"))
    assert package["integrity"].startswith("sha512-")
    assert "LICENSE" in package["files"]


@pytest.mark.parametrize("path", sorted(path for path in FILES if path.endswith((".js", ".css"))))
def test_vendored_code_asks_for_no_source_map(path):
    """Hashed static storage refuses to collect a file that points at a map which is not there."""
    assert "sourceMappingURL" not in (VENDOR / path).read_text(encoding="utf-8")

"""What others made is exactly what vendor.lock.json beside it says: every file, its bytes, its licence."""

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ["static/vendor", "reports/documents/fonts"]
PACKAGES = [
    package | {"folder": f"{folder}/{package['folder']}"}
    for folder in FOLDERS
    for package in json.loads((ROOT / folder / "vendor.lock.json").read_text(encoding="utf-8"))["packages"]
]
FILES = {f"{package['folder']}/{path}": digest for package in PACKAGES for path, digest in package["files"].items()}


@pytest.mark.parametrize("path", sorted(FILES))
def test_vendored_file_has_the_locked_bytes(path):
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == FILES[path]


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_unlisted_stands_in_a_vendor_folder(folder):
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert found == {f"{folder}/vendor.lock.json", *(path for path in FILES if path.startswith(folder))}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["folder"])
def test_each_package_names_its_source_and_brings_its_licence(package):
    assert all(package[key] for key in ("name", "version", "licence"))
    assert package["integrity"].startswith("sha512-")
    assert "LICENSE" in package["files"]


@pytest.mark.parametrize("path", sorted(path for path in FILES if path.endswith((".js", ".css"))))
def test_vendored_code_asks_for_no_source_map(path):
    """Hashed static storage refuses to collect a file that points at a map which is not there."""
    assert "sourceMappingURL" not in (ROOT / path).read_text(encoding="utf-8")

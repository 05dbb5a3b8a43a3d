"""The store is chosen by settings, and is private."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.storage import s3_storage


def test_the_store_is_private_and_reached_with_keys(monkeypatch):
    monkeypatch.setenv("S3_ACCESS_KEY", "key")
    monkeypatch.setenv("S3_SECRET_KEY", "secret")
    monkeypatch.setenv("S3_ENDPOINT_URL", "https://kho.example.vn")
    entry = s3_storage("tien-do")
    assert entry["BACKEND"] == "storages.backends.s3.S3Storage"
    assert entry["OPTIONS"] == {
        "bucket_name": "tien-do",
        "endpoint_url": "https://kho.example.vn",
        "region_name": None,
        "access_key": "key",
        "secret_key": "secret",
        "default_acl": "private",
        "file_overwrite": False,
    }


def test_without_keys_nothing_starts(monkeypatch):
    for name in ("S3_ACCESS_KEY", "S3_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ImproperlyConfigured, match="S3_ACCESS_KEY"):
        s3_storage("tien-do")

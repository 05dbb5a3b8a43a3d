"""Files in an S3-compatible store instead of a folder; needs requirements-s3.txt."""

from typing import Any

from config.env import env, required


def s3_storage(bucket: str) -> dict[str, Any]:
    """The entry of Django's STORAGES. Nobody reaches the store but the programs: files are handed out by the pages'
    own doors, never by an address of the store."""
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": required("S3_ACCESS_KEY"),
            "secret_key": required("S3_SECRET_KEY"),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }

"""Static files under names that carry their hash, JavaScript modules' imports included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(ManifestStaticFilesStorage):
    support_js_module_import_aggregation = True


class HashedAndCompressed(CompressedManifestStaticFilesStorage):
    """For the image build: compressing takes long and is done once there."""

    support_js_module_import_aggregation = True

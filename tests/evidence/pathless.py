from django.core.files.storage import InMemoryStorage


class Pathless(InMemoryStorage):
    """A storage in memory, where, as in a store on the network, no file has a path."""

    def path(self, name):
        raise NotImplementedError("no paths here")

    def _relative_path(self, name):
        return name

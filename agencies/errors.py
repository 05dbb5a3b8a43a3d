"""What a service says when it will not do something. Pages and the API show the sentence as it stands."""


class Refused(Exception):
    """A change that is not made. `message` is a complete sentence for the user; `field` names the input, if any."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class Stale(Refused):
    """Somebody was first: the row is no longer the one the caller saw. `current` is the row as it stands now."""

    def __init__(self, message: str, *, current: object) -> None:
        super().__init__(message)
        self.current = current

"""Changes of accounts."""

from django.contrib.auth.password_validation import validate_password

from agencies.audit import acting
from agencies.enums import Role
from agencies.models import Agency, Membership, User


def create_account(
    *, username: str, full_name: str, email: str, password: str, agency: Agency, role: Role, by: User | None
) -> User:
    """Make an account that acts for `agency` as `role` from now on.

    Raises Django's ValidationError, keyed by field, where a value is not good enough ("password" for the password).
    """
    user = User(username=username, full_name=full_name, email=email)
    user.set_password(password)
    user.full_clean()
    validate_password(password, user)
    with acting(by):
        user.save()
        Membership.objects.create(user=user, agency=agency, role=role)
    return user

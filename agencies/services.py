"""Changes of accounts and roles."""

import datetime as dt

from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.enums import Role
from agencies.errors import Refused
from agencies.models import Agency, Membership, User


def create_account(
    *,
    username: str,
    full_name: str,
    email: str,
    password: str,
    agency: Agency,
    role: Role,
    on: dt.date,
    by: User | None,
    position: str = "",
    phone: str = "",
) -> User:
    """Make an account that acts for `agency` as `role` from the day `on`.

    Raises Django's ValidationError, keyed by field, where a value is not good enough ("password" for the password).
    """
    user = User(username=username, full_name=full_name, email=email, position=position, phone=phone)
    user.set_password(password)
    user.full_clean()
    validate_password(password, user)
    with acting(by):
        user.save()
        Membership.objects.create(user=user, agency=agency, role=role, valid_from=on)
    return user


def end_role(*, membership: Membership, on: dt.date, by: User) -> None:
    """The person no longer acts in this role from `on`; account and history stay.

    Refused for the administrator's own role of administrator: somebody must be left who can give it back.
    """
    if membership.user_id == by.pk and membership.role == Role.ADMIN:
        raise Refused(_("Không thể tự kết thúc vai trò quản trị của mình. Hãy nhờ người quản trị khác."))
    with acting(by):
        if membership.valid_from and membership.valid_from >= on:
            membership.delete()  # given today by mistake: it never held for a whole day
        else:
            membership.valid_to = on
            membership.save(update_fields=["valid_to"])

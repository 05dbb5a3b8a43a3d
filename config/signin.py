"""Signing in: Django's view, a limit on wrong passwords shared by all processes, and the demonstration's accounts."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.middleware import client_address

TRIES = 10
WINDOW = 15 * 60  # seconds


class SignInForm(AuthenticationForm):
    """Refuses for a quarter of an hour after ten wrong passwords for one name from one address."""

    def clean(self) -> dict[str, Any]:
        key = self._key()
        if self._tries(key) > TRIES:
            raise ValidationError(_("Sai mật khẩu quá nhiều lần. Hãy thử lại sau 15 phút hoặc liên hệ người quản trị."))
        cleaned = super().clean()
        cache.delete(key)
        return cleaned

    @staticmethod
    def _tries(key: str) -> int:
        cache.add(key, 0, WINDOW)
        try:
            return cache.incr(key)
        except ValueError:  # the window closed between the two calls
            return 1

    def _key(self) -> str:
        address = client_address(self.request) if self.request else ""
        name = str(self.cleaned_data.get("username", "")).strip().casefold()
        return "signin:" + hashlib.sha256(f"{address}|{name}".encode()).hexdigest()


class SignIn(LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts: list[dict[str, str]] = []
        if settings.DEMO:
            from reports.demo.accounts import role_accounts  # only the local stack carries the demonstration

            accounts = role_accounts()
        return super().get_context_data(demo_accounts=accounts, **kwargs)

"""Signing in: Django's view, a limit on wrong passwords shared by all processes, and the demonstration's accounts."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from agencies.audit import acting
from config.middleware import client_address

TRIES = 10  # for one name from one address
TRIES_AT_MOST = 100  # for one name from anywhere, and from one address for any name
WINDOW = 15 * 60  # seconds


class SignInForm(AuthenticationForm):
    """Refuses for a quarter of an hour after too many wrong passwords."""

    def clean(self) -> dict[str, Any]:
        limits = self._limits()
        if any(self._tries(key) > most for key, most in limits.items()):
            raise ValidationError(_("Sai mật khẩu quá nhiều lần. Hãy thử lại sau 15 phút hoặc liên hệ người quản trị."))
        cleaned = super().clean()
        if self.get_user():
            cache.delete_many(limits)
        return cleaned

    @staticmethod
    def _tries(key: str) -> int:
        cache.add(key, 0, WINDOW)
        try:
            return cache.incr(key)
        except ValueError:  # the window closed between the two calls
            return 1

    def _limits(self) -> dict[str, int]:
        """The counters this try belongs to, and how many tries each allows."""
        address = client_address(self.request) if self.request else ""
        name = str(self.cleaned_data.get("username", "")).strip().casefold()
        counted = {f"{address}|{name}": TRIES, f"address {address}": TRIES_AT_MOST, f"name {name}": TRIES_AT_MOST}
        return {"signin:" + hashlib.sha256(who.encode()).hexdigest(): most for who, most in counted.items()}


class SignIn(LoginView):
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        accounts: list[dict[str, str]] = []
        if settings.DEMO:
            from reports.demo.accounts import role_accounts  # only the local stack carries the demonstration

            accounts = role_accounts()
        return super().get_context_data(demo_accounts=accounts, **kwargs)


class ChangePassword(PasswordChangeView):
    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        with acting(form.user):
            return super().form_valid(form)

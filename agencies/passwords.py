from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LengthValidator(MinimumLengthValidator):
    """Django's, with the sentence its Vietnamese catalogue lacks."""

    def get_error_message(self) -> str:
        return _("Mật khẩu quá ngắn, phải có ít nhất {count} ký tự.").format(count=self.min_length)

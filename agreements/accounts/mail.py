"""How mail is shown locally, and what is said of a change to an account."""

from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend
from django.utils.translation import gettext_lazy as _

# By the last part of the name that allauth gives a notice, the last two being of this site's own.
CHANGES = {
    "password_changed": _("The password was changed."),
    "password_reset": _("The password was replaced, by the link in a mail to this address."),
    "password_set": _("The account was given a password."),
    "totp_activated": _("An authenticator app was set up."),
    "totp_deactivated": _("The authenticator app was taken away."),
    "recovery_codes_generated": _("New recovery codes were made; the old ones no longer work."),
    "webauthn_added": _("A passkey was added."),
    "webauthn_removed": _("A passkey was taken away."),
    "password_given": _("An administrator gave the account another password."),
    "factor_reset": _("An administrator took the second factor away; another is set up at the next login."),
}


class Printed(EmailBackend):
    """As somebody would read it: on the wire, a long link is broken over lines."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(f"\nTo: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}\n")

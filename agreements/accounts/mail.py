from django.core.mail import EmailMessage
from django.core.mail.backends.console import EmailBackend


class Printed(EmailBackend):
    """As somebody would read it: on the wire, a long link is broken over lines."""

    def write_message(self, message: EmailMessage) -> None:
        self.stream.write(f"\nTo: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}\n")

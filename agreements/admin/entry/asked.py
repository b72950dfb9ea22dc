"""What a question of the entry page names."""

from agreements.models import Party


def party_named(code: str) -> str | None:
    """The code where there is such a party; None asks about all of them."""
    return code if code and Party.objects.filter(pk=code).exists() else None

"""Numbers as an address or a form gives them."""

# What a key of PostgreSQL holds, and Python reads however many digits are sent: beyond 4,300 it refuses.
LARGEST = 10**18 - 1


def whole(text: str, most: int = LARGEST) -> int | None:
    """None for what is no number in Arabic digits, or is beyond `most`."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))):
        return None
    number = int(text)
    return number if number <= most else None

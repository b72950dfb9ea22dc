"""The pages of history: every version of a record and of the rows below it, none of which any page changes."""

from agreements.admin.history.pages import Entry, history_of

__all__ = ["Entry", "history_of"]

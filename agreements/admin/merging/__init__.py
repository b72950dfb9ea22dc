"""Merging: two rows are chosen, what would become of everything is shown, then it is done; and it can be undone."""

from agreements.admin.merging.views import addresses

__all__ = ["addresses"]

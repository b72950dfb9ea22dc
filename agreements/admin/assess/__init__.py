"""Assessing: what became of several actions in one go after a meeting, and “checked, nothing new” by one click."""

from agreements.admin.assess.views import addresses

__all__ = ["addresses"]

"""Who comes in, and how: logging in by django-allauth with a second factor, and what is kept of it."""

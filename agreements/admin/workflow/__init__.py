"""Where a record stands, on its page in the admin: the steps it can take, what was said about it, how it would read."""

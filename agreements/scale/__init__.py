"""A corpus of any size with the shapes of the real one, to measure the site by. Nothing in it is true."""

"""Import: a file is brought, its columns are chosen, it is tried, and then what was shown is done."""

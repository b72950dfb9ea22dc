"""Tables of people, institutions, agreements and meetings, made into records as docs/records.md has them."""

"""What pages cost at scale: `make bench`. Prints ratios of one run; asserts nothing, since machines differ."""

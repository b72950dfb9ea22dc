"""What makes the record better: what is doubtful, doubled or stale in it, and how two rows become one."""

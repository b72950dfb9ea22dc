"""What people type, and what of the record it finds."""

"""What the admin's lists offer editors: filters, the selection as a table, and changes to many records at once."""

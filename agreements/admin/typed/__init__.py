"""What was typed into a page of the admin, as a tree of rows: kept, compared with what others saved, given back."""

"""Where curators enter and check the record: one file an entity, found by `agreements.admin.apps`."""

"""netmerge: one contact table out of scattered address books."""

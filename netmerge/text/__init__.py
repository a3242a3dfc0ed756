"""What every stage knows of writing: folding, casing, dates, addresses."""

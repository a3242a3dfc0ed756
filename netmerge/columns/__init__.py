"""The ground of every stage: arrays and Arrow columns, no word of people."""

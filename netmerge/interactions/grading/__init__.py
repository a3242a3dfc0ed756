"""Interactions → the grade of each, and why."""

"""Weighed pairs → clusters."""

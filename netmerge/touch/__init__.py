"""Interactions and contacts in; the owner, personal notes, circles and whom to write to out."""

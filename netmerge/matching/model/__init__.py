"""Levels and counts of patterns in, match weights out: NumPy alone, and the
name of no field.
"""

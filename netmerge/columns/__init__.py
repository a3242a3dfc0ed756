"""The ground that every stage stands on: arrays and Arrow columns, without a
word of people.
"""

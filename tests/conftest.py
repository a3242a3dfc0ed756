"""How all tests run: hypothesis without a deadline (a busy machine is no bug), the same examples each time.

`pytest --hypothesis-profile=quick` tries fewer examples.
"""

from hypothesis import settings

settings.register_profile("netmerge", deadline=None, derandomize=True)
settings.register_profile("quick", deadline=None, derandomize=True, max_examples=15)
settings.load_profile("netmerge")

"""How all tests run: hypothesis without a deadline (a busy machine is no bug), the same examples each time."""

from hypothesis import settings

settings.register_profile("netmerge", deadline=None, derandomize=True)
settings.load_profile("netmerge")

"""The names of the NumPy arrays that travel between functions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
"""Row numbers, codes (-1 for none), counts, days."""

Floats = npt.NDArray[np.float64]
"""Weights in bits, probabilities, shares."""

Singles = npt.NDArray[np.float32]
"""Numbers, one for each pair and comparison, in half the memory."""

Flags = npt.NDArray[np.bool_]
"""Whether something holds, entry by entry."""

Levels = npt.NDArray[np.int8]
"""Levels of comparisons; 0 where one side says nothing."""

Hashes = npt.NDArray[np.uint64]
"""Numbers that stand for contents."""

Texts = npt.NDArray[np.object_]
"""Python strings, None where there is none."""

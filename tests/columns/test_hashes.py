import numpy as np

from netmerge.columns.hashes import combined, mixed, of_runs, of_texts


def test_numbers_are_mixed_as_splitmix64_does():
    """The first numbers of SplitMix64 with seed 0 (Steele et al. 2014; Java's SplittableRandom)."""
    step = 0x9E3779B97F4A7C15
    seeds = np.array([0, step, 2 * step % 2**64], dtype=np.uint64)
    first = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]
    assert mixed(seeds).tolist() == first


def test_runs_of_equal_numbers_share_a_hash_and_their_order_counts():
    codes = np.array([1, 2, 2, 1, 1, 2, 1])
    one, swapped, again, alone, nothing = of_runs(codes, np.array([0, 2, 4, 6, 7, 7]))
    assert one == again
    assert len({one, swapped, alone, nothing}) == 4


def test_equal_texts_share_a_hash_that_is_never_taken_for_none():
    ann, anne, again = of_texts(np.array(["ann", "anne", "ann"], dtype=object))
    assert ann == again != anne
    assert min(ann, anne) >= 0
    assert len(of_texts(np.empty(0, dtype=object))) == 0


def test_hashes_are_combined_in_order_and_none_makes_none():
    a, b = np.array([1, 2, -1]), np.array([2, 1, 7])
    there, back = combined(a, b), combined(b, a)
    assert there[2] == back[2] == -1
    assert there[0] == back[1] != back[0]
    assert (there[:2] >= 0).all()

import threading

import pytest

from netmerge.columns.threads import in_threads, together


def test_results_stand_in_the_order_of_the_arguments():
    assert in_threads(lambda number: number * 2, range(50)) == list(range(0, 100, 2))
    assert in_threads(str, []) == []


def test_two_calls_run_at_a_time():
    both = threading.Barrier(2, timeout=10)
    assert len(together(both.wait, both.wait)) == 2


def test_an_error_in_either_thread_comes_out():
    def fail(number):
        raise ValueError(number)

    with pytest.raises(ValueError, match=r"\d"):
        in_threads(fail, range(4))

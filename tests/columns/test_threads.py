import threading

import pytest

from netmerge.columns.threads import in_threads, together


def test_results_stand_in_the_order_of_the_arguments():
    assert in_threads(lambda number: number * 2, range(50)) == list(range(0, 100, 2))
    assert in_threads(str, []) == []


def test_two_calls_run_at_a_time():
    both = threading.Barrier(2, timeout=10)
    assert set(together(one=both.wait, other=both.wait)) == {"one", "other"}


def test_results_of_functions_come_by_name():
    assert together(one=lambda: 1, two=lambda: 2, three=lambda: 3) == {
        "one": 1,
        "two": 2,
        "three": 3,
    }


def test_an_error_in_either_thread_comes_out():
    def fail(number):
        raise ValueError(number)

    with pytest.raises(ValueError, match=r"\d"):
        in_threads(fail, range(4))

"""What is known of the texts of names, all of them at once."""

import numpy as np

from netmerge.matching.name_texts import described


def of(*texts):
    found = described(np.array(texts, dtype=object))
    return {name: value.tolist() for name, value in found.items()}


def test_particles_are_no_part_of_a_bare_name_unless_it_has_nothing_else():
    found = of("al sayed", "van der berg", "van", "de la", "maria lopez")
    assert found["bare"] == ["sayed", "berg", "van", "dela", "marialopez"]
    assert found["compact"] == ["alsayed", "vanderberg", "van", "dela", "marialopez"]


def test_words_of_a_name_are_compared_where_there_are_several():
    found = of("ana maria", "maria", "van der berg", "one two three four five", "maria ana")
    texts = found["word_texts"]
    named = [[texts[code] for code in codes if code >= 0] for codes in found["words"]]
    one_to_four = ["one", "two", "three", "four"]
    assert named == [["ana", "maria"], [], [], one_to_four, ["maria", "ana"]]


def test_a_nickname_is_that_of_the_first_word_that_is_no_particle():
    groups = of("al robert", "bob marley", "robert", "zzyzx")["groups"]
    numbers = [{number for number in row if number >= 0} for row in groups]
    assert numbers[0] & numbers[1] & numbers[2]
    assert not numbers[3]


def test_no_name_at_all_is_described():
    assert of()["words"] == []

"""Two given names at one home and birthday: of one person, where names are replaced in a list,
or of two relatives, where people marry.
"""

import numpy as np
import pandas as pd
import pytest

import netmerge as nm

GIVEN = [
    *("Agnes", "Bruno", "Carla", "Dorian", "Edith", "Fabian", "Gesa", "Holger", "Ilona"),
    *("Jasper", "Ursula", "Ludwig", "Mirjam", "Norbert", "Ottilie", "Pascal", "Quentin", "Rufus"),
]
FAMILY = [
    f"{a}{b}"
    for a in ("Oster", "Wester", "Norder", "Brunn", "Mittel", "Hagen", "Wald", "Stein")
    for b in ("holt", "mann", "kamp", "berg", "rode", "lage", "wedel", "hus", "dorf")
]


def people(homes, again, relatives=0.0, replaced=0.0, remarried=0.0, twins_again=True):
    """Rows of people, each with who they are: in each home one, or two of one birthday.

    `again` is the share of them who stand there twice, `replaced` that of second rows with
    another given name and, of others, with another family name, `remarried` that of the latter.
    """
    random = np.random.Generator(np.random.PCG64(5))
    rows = []

    def listed(number, row, twice):
        rows.append(row | {"person": number})
        if not twice or random.random() >= again:
            return
        draw, copy = random.random(), dict(row)
        if draw < replaced:
            copy["given_name"] = other_than(row["given_name"], GIVEN)
        elif draw < 2 * replaced + remarried:
            copy["family_name"] = other_than(row["family_name"], FAMILY)
        elif draw > 0.8:
            copy["given_name"] = with_slip(row["given_name"])
        rows.append(copy | {"person": number})

    def with_slip(name):
        place = random.integers(1, len(name) - 1)
        return name[:place] + random.choice(list("qxyz")) + name[place + 1 :]

    def other_than(name, names):
        return random.choice([each for each in names if each[0] != name[0]])

    for home in range(homes):
        row = {
            "given_name": random.choice(GIVEN),
            "family_name": random.choice(FAMILY),
            "birthday": str(np.datetime64("1940-01-01") + random.integers(22000)),
            "street": f"{1 + home} {random.choice(FAMILY)}straße",
            "city": random.choice(("Emden", "Celle", "Husum", "Plauen")),
        }
        listed(2 * home, row, True)
        if random.random() < relatives:
            twin = row | {"given_name": other_than(row["given_name"], GIVEN)}
            listed(2 * home + 1, twin, twins_again)
    return pd.DataFrame(rows)


def measured(table):
    links = nm.match(table.drop(columns="person"))
    return links, nm.evaluate(links, table["person"].astype(str)).pairwise


@pytest.mark.parametrize("twins_again", [True, False], ids=["twice", "once"])
@pytest.mark.parametrize("again", [0.35, 0.7])
def test_twins_stay_two_where_people_change_their_names_by_marriage(again, twins_again):
    table = people(300, again, relatives=0.25, remarried=0.12, twins_again=twins_again)
    links, found = measured(table)
    assert links.model.replaced_names == 0
    assert found.precision >= 0.99
    assert found.recall >= 0.97


@pytest.mark.parametrize("again", [0.5, 1.0])
def test_where_names_are_replaced_two_of_them_are_one_persons(again):
    links, found = measured(people(400, again, replaced=0.12))
    assert links.model.replaced_names > 0.08
    assert found.recall >= 0.97
    assert found.precision >= 0.99


def test_the_order_of_the_rows_tells_nothing():
    table = people(150, 0.5, replaced=0.12, relatives=0.1)
    found, turned = measured(table)[0], measured(table[::-1].reset_index(drop=True))[0]
    assert found.model.replaced_names == turned.model.replaced_names

"""People of several kinds of source, of whom many stand twice, and a few thousand flat rows."""

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pytest.importorskip("duckdb")

NETWORK = sorted((Path(__file__).parents[2] / "fixtures" / "network").glob("*.*"))
GIVEN = (
    "Ines",
    "Bram",
    "Olga",
    "Tariq",
    "Yuki",
    "Pia",
    "Noor",
    "Emil",
    "Dana",
    "Luca",
    "Rosa",
    "Ivo",
    "Mina",
    "Jonas",
    "Freya",
    "Kofi",
)
FAMILY = (
    "Valk",
    "Moreau",
    "Ito",
    "Haddad",
    "Berg",
    "Novak",
    "Costa",
    "Lind",
    "Okafor",
    "Reyes",
    "Kaya",
    "Duarte",
    "Stein",
    "Wolf",
)
ENDINGS = ("a", "er", "mann", "sen", "ova", "i", "el", "in", "ström", "ic")
FIRMS = (
    "Halden Freight",
    "Ostra Foods",
    "Quill & Sons",
    "Brightwater",
    "Nordhaus Energie",
    "Kite Labs",
)


@pytest.fixture(scope="session")
def flat(tmp_path_factory):
    """A table of 4,600 rows, of which one in four says again, with slips, what another says."""
    random = np.random.default_rng(7)
    size = 3_500
    family = [
        FAMILY[a] + ENDINGS[b]
        for a, b in zip(*random.integers(0, (14, 10), (size, 2)).T, strict=True)
    ]
    people = pd.DataFrame(
        {
            "first": [GIVEN[place] for place in random.integers(0, 16, size)],
            "last": family,
            "company": [FIRMS[place] for place in random.integers(0, 6, size)],
            "phone": [f"+4470{number:08d}" for number in random.integers(0, 10**8, size)],
        }
    )
    names = people["first"] + "." + people["last"] + random.integers(0, 99, size).astype(str)
    people["email"] = names.str.lower() + "@mail.example"
    again = people.sample(1_100, random_state=1).reset_index(drop=True)
    again.loc[::2, "last"] = again["last"].str[:-1]
    again.loc[::3, "phone"] = None
    again.loc[1::3, "email"] = None
    path = tmp_path_factory.mktemp("flat") / "people.parquet"
    table = pd.concat([people, again], ignore_index=True)
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), path)
    return path


@pytest.fixture(scope="session")
def inputs(flat):
    """The flat rows and a network of archives, phones and cards."""
    return [*map(str, NETWORK), str(flat)]

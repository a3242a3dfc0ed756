"""What Spark's workers do with partitions, however these are cut into batches."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from netmerge.engines import contacts, reading, stages
from netmerge.engines.contacts import CLUSTER
from netmerge.engines.ordered import groups_of
from netmerge.engines.partitions import PART, kept_in_parts, with_clusters
from netmerge.engines.people import AS_WRITTEN
from netmerge.engines.work import write_parquet
from netmerge.schema import RECORDS
from netmerge.settings import resolve
from tests.engines.conftest import NETWORK

PEOPLE, SPAN = 90, 20
ROW = "\nAda Valk,ada@valk.example"


@pytest.fixture(scope="module")
def people():
    records = reading.imported(list(map(str, NETWORK)), resolve(region="GB")).records
    return stages.cleaned(pa.Table.from_pandas(records), "GB").slice(0, PEOPLE)


@pytest.mark.parametrize("rows", [1, 7, PEOPLE])
def test_members_come_together_as_they_were(people, tmp_path, rows):
    (tmp_path / "ordered").mkdir()
    for start in (0, 40):
        path = tmp_path / "ordered" / f"{start:05d}.parquet"
        write_parquet(people.slice(start, 40 if not start else PEOPLE), path, 15)
    groups = groups_of(tmp_path / "ordered")
    assert [group.start for group in groups] == [0, 15, 30, 40, 55, 70, 85]
    clusters = np.arange(PEOPLE) // 3
    np.save(tmp_path / "clusters.npy", clusters)

    numbers = [pa.record_batch({"id": [group]}) for group in range(len(groups))]
    every = [AS_WRITTEN + name for name in RECORDS.columns]
    nobody_has = next(name for name in every if name not in people.column_names)
    names = [*people.column_names, nobody_has]
    made = with_clusters(groups, str(tmp_path / "clusters.npy"), SPAN, names, numbers)
    members = pa.Table.from_batches(list(made)).combine_chunks()
    list(kept_in_parts(str(tmp_path / "parts"), members.to_batches(rows)))

    parts = sorted((tmp_path / "parts").iterdir())
    assert [part.name for part in parts] == [f"{PART}={part}" for part in range(2)]
    found = pa.concat_tables([pq.read_table(part, partitioning=None) for part in parts])
    assert found[CLUSTER].to_pylist() == clusters.tolist()
    assert found[nobody_has].null_count == PEOPLE
    assert found.select(people.column_names).equals(people)


def test_contacts_are_the_same_in_whatever_order_their_members_come(tmp_path):
    (tmp_path / "people.csv").write_text(f"name,email{ROW * 3}", "utf-8")
    read = reading.imported([str(tmp_path / "people.csv")], resolve(region="GB"))
    people = stages.cleaned(pa.Table.from_pandas(read.records), "GB")
    members = people.append_column(CLUSTER, pa.array([0, 0, 0]))
    found = []
    for order in ([0, 1, 2], [2, 0, 1]):
        folder = tmp_path / str(order[0])
        (folder / "in").mkdir(parents=True)
        write_parquet(members.take(pa.array(order)), folder / "in" / "0.parquet", 50)
        contacts.merge(folder / "in", folder, 0)
        found.append(pq.read_table(folder / "contacts-00000.parquet"))
    assert found[0].equals(found[1])

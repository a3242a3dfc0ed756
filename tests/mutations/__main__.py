"""Takes promises out of the code, one by one; fails where no test notices.

`python -m tests.mutations` runs them all.

Each mutation is one line changed in a copy of the package, and the test file that must then fail.
A promise that no test holds is found here, not by its users.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Mutation:
    """A line of a module that is changed, and the tests (a file, or one of it) that must
    fail for it.
    """

    module: str
    line: str
    changed: str
    tests: str


MUTATIONS = (
    Mutation(
        "merging/members.py",
        "np.lexsort((content, -authority, -day, contact))",
        "np.lexsort((content, authority, -day, contact))",
        "tests/merging/test_survivorship.py",
    ),
    Mutation(
        "matching/mailboxes.py",
        'np.flatnonzero(flags(records["scanned"]))',
        'np.flatnonzero(~flags(records["scanned"]))',
        "tests/importers/test_traits.py",
    ),
    Mutation(
        "importers/reading.py",
        "return noted.with_traits(traits_of(importer))",
        "return noted",
        "tests/importers/test_traits.py",
    ),
    Mutation(
        "matching/blocking/pairs.py",
        "refined.append(_neighbours(within[fits], inner[fits], records))",
        "refined.append(_neighbours(within[:0], inner[:0], records))",
        "tests/matching/test_block.py",
    ),
    Mutation(
        "matching/name_texts.py",
        'known = pc.if_else(pc.equal(heard, ""), written, heard)',
        "known = heard",
        "tests/matching/test_block.py",
    ),
    Mutation(
        "matching/cluster/agglomerate.py",
        "return not _has_rival(groups, one, other, pair.log_odds, safe)",
        "return True",
        "tests/matching/test_cluster.py",
    ),
    Mutation(
        "matching/cluster/agglomerate.py",
        "if log_odds == FORBIDDEN:",
        "if False:",
        "tests/matching/test_cluster.py",
    ),
    Mutation(
        "matching/cluster/agglomerate.py",
        "return between.total + NEVER_COMPARED * (pairs - between.known) > safe * pairs",
        "return True",
        "tests/matching/test_cluster.py",
    ),
    Mutation(
        "matching/cluster/threshold.py",
        "BEYOND_DOUBT = 4",
        "BEYOND_DOUBT = 100",
        "tests/matching/test_model.py",
    ),
    Mutation(
        "matching/model/bounds.py",
        "return view.two_names & ~own & (replaced < REPLACED)",
        "return view.two_names & False",
        "tests/matching/test_bounds.py",
    ),
    Mutation(
        "matching/model/bounds.py",
        "sisters = view.any(Role.SISTER_NAMES) & alike_otherwise & ~reached",
        "sisters = alike_otherwise & False",
        "tests/matching/test_one_form_or_two.py",
    ),
    Mutation(
        "matching/score.py",
        "return fitting.fit(prior, patterns, strengths, relatives)",
        "return fitting.fit(prior, patterns, strengths, relatives=False)",
        "tests/matching/test_relatives.py",
    ),
    Mutation(
        "matching/model/bounds.py", "MOVED = 1.5", "MOVED = 50.0", "tests/matching/test_bounds.py"
    ),
    Mutation(
        "matching/cluster/guard.py",
        "MOST_NAMES = 8",
        "MOST_NAMES = 10**6",
        "tests/matching/test_bounds.py",
    ),
    Mutation(
        "matching/cluster/judge.py",
        "apart=np.concatenate([apart, word[~there] < 0]),",
        "apart=np.concatenate([apart & False, word[~there] < 0]),",
        "tests/matching/test_questions.py",
    ),
    Mutation(
        "matching/lanes.py",
        "always = doubtful | (judged.taken_apart & ~merged)",
        "always = judged.taken_apart & ~merged",
        "tests/matching/test_match.py",
    ),
    Mutation(
        "data.py",
        "if key not in hints:",
        "if False:",
        "tests/test_data.py",
    ),
    Mutation(
        "due/circles/groups.py", "FEWEST_DAYS = 2", "FEWEST_DAYS = 1", "tests/due/test_circles.py"
    ),
    Mutation(
        "due/introductions.py",
        'pairs["moment"] <= pairs["since"]',
        'pairs["moment"] == pairs["moment"]',
        "tests/due/test_how_known.py",
    ),
    Mutation(
        "due/circles/evidence.py",
        "(word.circle >= 0) & (word.circle != found.circle)",
        "word.circle >= 0",
        "tests/due/test_own_word.py",
    ),
    Mutation(
        "words/__init__.py",
        "return self.never_names | self.seldom_names",
        "return self.seldom_names",
        "tests/due/test_circles.py",
    ),
    Mutation(
        "clean/record_keys.py",
        "return select(flat, once[alone])",
        "return select(flat, once)",
        "tests/clean/test_record_keys.py",
    ),
    Mutation(
        "matching/decisions.py",
        "applies = np.asarray((pairs >= 0).all(axis=1))",
        "applies = np.ones(len(pairs), dtype=bool)",
        "tests/matching/test_decisions.py",
    ),
    Mutation(
        "merging/contact_ids.py",
        "ids, taken = bare.copy(), set(given)",
        "ids, taken = bare.copy(), set[str]()",
        "tests/merging/test_contact_ids.py",
    ),
    Mutation(
        "due/cadence.py",
        "DORMANT_DAYS = 3 * 365",
        "DORMANT_DAYS = 2 * 365",
        "tests/due/test_due.py",
    ),
    Mutation(
        "interactions/coverage.py", "MOST_FILES = 12", "MOST_FILES = 1", "tests/due/test_due.py"
    ),
    Mutation(
        "matching/groups.py",
        "bounded <= steps[np.argmax(np.diff(steps))]",
        "bounded > steps[np.argmax(np.diff(steps))]",
        "tests/book/test_split.py",
    ),
    Mutation(
        "book/decisions.py",
        "if {one, other} <= person.keys() and (word == SAME) != together:",
        "if {one, other} <= person.keys() and (word == SAME) and together:",
        "tests/book/test_split.py",
    ),
    Mutation(
        "book/exports.py",
        "first = [known[name][3]]",
        "first = uids[:1] or [name]",
        "tests/book/test_exports.py",
    ),
    Mutation(
        "book/edited.py",
        "for who, value in found if (who, value) not in is_old]",
        "for who, value in found]",
        "tests/book/test_edited.py",
    ),
    Mutation(
        "book/reckon.py",
        "kept = [pair in new or set(pair) <= known for pair in pairs]",
        "kept = [True for pair in pairs]",
        "tests/book/test_decisions.py",
    ),
    Mutation(
        "web/security.py",
        "return is_entrance and _equal(_token(scope), self.keys.token)",
        "return is_entrance",
        "tests/web/test_security.py::test_whoever_has_no_token_is_refused_in_words",
    ),
    Mutation(
        "web/security.py",
        'if headers.all("host") not in [[host] for host in self.keys.hosts]:',
        "if False:",
        "tests/web/test_security.py::test_another_name_is_refused",
    ),
    Mutation(
        "web/security.py",
        "if origin and origin not in ours:",
        "if False:",
        "tests/web/test_security.py::test_a_form_of_another_site_changes_nothing",
    ),
    Mutation(
        "web/forms.py",
        'if not hmac.compare_digest(values.get(KEY, "").encode(), keys.form.encode()):',
        "if KEY not in values:",
        "tests/web/test_security.py::test_a_form_without_our_key_changes_nothing",
    ),
    Mutation(
        "web/security.py",
        'message = {**message, "headers": [*message.get("headers", ()), *own]}',
        "message = {**message}",
        "tests/web/test_security.py::test_every_answer_forbids_what_a_page_of_ours_never_does",
    ),
    Mutation(
        "report/templates.py",
        "autoescape=True,",
        "autoescape=False,",
        "tests/report/test_templates.py::test_what_was_typed_is_text_wherever_it_stands",
    ),
)


def survives(mutation: Mutation) -> bool:
    """Whether the tests pass all the same, in a copy of the package with the line changed."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(
            ROOT / "netmerge", copy / "netmerge", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("tests", "benchmarks", "fixtures", "pyproject.toml"):
            (copy / name).symlink_to(ROOT / name)
        module = copy / "netmerge" / mutation.module
        text = module.read_text(encoding="utf-8")
        times = text.count(mutation.line)
        if times != 1:
            raise SystemExit(f"{mutation.module}: {mutation.line!r} stands there {times} times.")
        module.write_text(text.replace(mutation.line, mutation.changed), encoding="utf-8")
        options = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider")
        tests = [sys.executable, "-m", "pytest", *options, mutation.tests]
        path = os.pathsep.join([str(copy), os.environ.get("PYTHONPATH", "")])
        environment = os.environ | {"PYTHONPATH": path}
        done = subprocess.run(
            tests, cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
    if done.returncode not in (0, 1):
        raise SystemExit(f"{mutation.tests} did not run:\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def main() -> int:
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lives = list(pool.map(survives, MUTATIONS))
    survivors = [one for one, alive in zip(MUTATIONS, lives, strict=True) if alive]
    for one in survivors:
        change = f"{one.changed!r} in place of {one.line!r}"
        print(f"{one.module}: {change} was noticed by no test of {one.tests}")
    print(f"{len(MUTATIONS) - len(survivors)} of {len(MUTATIONS)} mutations noticed")
    return len(survivors)


if __name__ == "__main__":
    sys.exit(main())

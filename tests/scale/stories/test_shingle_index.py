"""Shingles: texts that are loaded at once are found as those that came one by one."""

import numpy as np
import pytest

from octavo.stories.index.shingle_index import BOILERPLATE, FEW_POSTED, MANY_TEXTS, ShingleIndex

SAMPLE = 4


def texts(count: int, seed: int = 1) -> dict[int, bytes]:
    """Fingerprints of any length, with shingles that several share."""
    chance = np.random.default_rng(seed)
    pool = np.unique(chance.integers(0, 2**62, 40_000).astype("<u8") * np.uint64(4))
    sizes = chance.integers(0, 120, count)
    return {
        n: np.sort(chance.choice(pool, size, replace=False)).tobytes()
        for n, size in enumerate(sizes.tolist())
    }


def held(shingles: ShingleIndex, fingerprint: bytes) -> list[int]:
    """Who holds these shingles, each as often as it does."""
    hashes = frozenset(np.frombuffer(fingerprint, "<u8").tolist())
    return sorted(shingles.holders(hashes))


@pytest.fixture(scope="module")
def many() -> dict[int, bytes]:
    return texts(MANY_TEXTS + 500)


@pytest.fixture
def both(many: dict[int, bytes]) -> tuple[ShingleIndex, ShingleIndex]:
    """The same texts one by one, and at once."""
    one, again = ShingleIndex(SAMPLE), ShingleIndex(SAMPLE)
    for number, fingerprint in many.items():
        one.add(fingerprint, number)
    again.load(many)
    return one, again


def test_loaded_texts_are_found_as_those_that_were_added(both, many):
    one, again = both
    for fingerprint in list(many.values())[::9] + list(texts(40, 5).values()):
        assert held(again, fingerprint) == held(one, fingerprint)


def test_what_is_removed_is_not_found_and_may_come_again(both, many):
    one, again = both
    for number in range(0, len(many), 3):
        one.remove(many[number], number)
        again.remove(many[number], number)
    for number in range(0, len(many), 6):
        one.add(many[number], number)
        again.add(many[number], number)
    for number in range(0, len(many), 12):
        one.remove(many[number], number)
        again.remove(many[number], number)
    for fingerprint in list(many.values())[::7]:
        assert held(again, fingerprint) == held(one, fingerprint)


def test_a_second_load_joins_the_first(many):
    more = {number + 10_000: text for number, text in texts(MANY_TEXTS, 3).items()}
    one, again = ShingleIndex(SAMPLE), ShingleIndex(SAMPLE)
    for number, fingerprint in (many | more).items():
        one.add(fingerprint, number)
    again.load(many)
    again.load(more)
    again.load({})
    for fingerprint in list((many | more).values())[::11]:
        assert held(again, fingerprint) == held(one, fingerprint)


@pytest.mark.parametrize("loaded", [False, True])
def test_furniture_proves_nothing(loaded: bool):
    """A shingle of many texts is not looked up by, loaded or added or half of each."""
    line = np.arange(16, 16 + 16 * FEW_POSTED, 16).astype("<u8").tobytes()
    own = texts(MANY_TEXTS)
    shingles = ShingleIndex(SAMPLE)
    half = dict.fromkeys(range(50000, 50000 + BOILERPLATE // 2), line)
    if loaded:
        shingles.load(own | half)
    else:
        for number in half:
            shingles.add(line, number)
    for number in range(60_000, 60_000 + BOILERPLATE // 2):
        shingles.add(line, number)
    assert len(set(held(shingles, line))) == BOILERPLATE
    shingles.add(line, 70_000)
    assert held(shingles, line) == []


def test_short_texts_are_posted_whole_and_long_ones_in_part():
    shingles = ShingleIndex(SAMPLE)
    short = np.arange(4, 4 * 12, 4).astype("<u8").tobytes()
    long = np.arange(4, 4 * 400, 4).astype("<u8").tobytes()
    assert len(shingles.posted(short)) == 11
    assert len(shingles.posted(long)) == 99
    assert shingles.posted(b"") == []
    assert shingles.posted(b"abc") == []

"""The moderator's golden set: how large it is, and what the rules reach on it."""

from bench.assist.moderator import rows, scores

EVERY = [row for part in ("development", "before", "after") for row in rows(part)]


def test_the_set_is_large_and_of_two_languages_and_half_innocent() -> None:
    of = {language: [row for row in EVERY if row["lang"] == language] for language in ("en", "ar")}
    assert len(of["en"]) >= 130
    assert len(of["ar"]) >= 70
    for given in of.values():
        assert 0.4 < sum(row["hold"] for row in given) / len(given) < 0.65
    assert len({row["text"] for row in EVERY}) == len(EVERY) == len({row["id"] for row in EVERY})


def test_a_quarter_is_held_apart() -> None:
    assert len(rows("development")) < 0.75 * len(EVERY)


def test_the_goals_are_met_on_development_data_and_what_was_written_before_the_rules() -> None:
    for part in ("development", "before"):
        for language in ("en", "ar"):
            found = scores(row for row in rows(part) if row["lang"] == language)
            assert found["precision"] >= 0.95, (part, language)
            assert found["recall"] >= 0.85, (part, language)
            assert found["named"] >= 0.9, (part, language)

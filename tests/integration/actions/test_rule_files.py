"""`octavo extract --rule FILE`: a rule tried on the command line."""

import json
import tomllib

import pytest

import kettle
from octavo import cli

PAGE = str(kettle.HERE / "kettle.html")
URL = kettle.EXPECTED["url"]


@pytest.fixture
def rule_file(tmp_path):
    def written(text: str) -> str:
        path = tmp_path / "rule.toml"
        path.write_text(text, "utf-8")
        return str(path)

    return written


def toml(told: dict[str, str]) -> str:
    lines = [f"{name} = {json.dumps(text)}" for name, text in told.items() if name != "body"]
    return "\n".join([f"body = [{json.dumps(told['body'])}]", *lines])


def test_a_page_is_read_by_the_rule_of_a_file(rule_file, capsys):
    text = toml(kettle.RULE)
    assert tomllib.loads(text)["body"] == [kettle.RULE["body"]]
    assert cli.main(["extract", PAGE, "--url", URL, "--rule", rule_file(text), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["paragraphs"] == kettle.EXPECTED["text"]
    assert found["headline"] == kettle.EXPECTED["headline"]
    assert found["rule"] == kettle.HOST


def test_a_rule_that_finds_nothing_says_so(rule_file, capsys):
    given = ["extract", PAGE, "--url", URL, "--rule", rule_file('body = ["main.story"]')]
    assert cli.main(given) == 0
    told = capsys.readouterr()
    assert kettle.LETTER in told.out
    assert "finds nothing here" in told.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("body = [", "no TOML"),
        ('boddy = ["p"]', "what is boddy?"),
        ('body = ["td..x"]', "td..x"),
        ('host = "other.example"\nbody = ["p"]', "does not speak of"),
        ('since = 2999-01-01\nbody = ["p"]', "does not speak of"),
        ("", "no_selector"),
    ],
)
def test_a_file_that_is_no_rule_says_what_is_wrong(rule_file, capsys, text, said):
    assert cli.main(["extract", PAGE, "--url", URL, "--rule", rule_file(text)]) == 1
    assert said in capsys.readouterr().err


def test_a_page_without_an_address_has_no_rule(rule_file, capsys):
    assert cli.main(["extract", PAGE, "--rule", rule_file('body = ["p"]')]) == 1
    assert "--url" in capsys.readouterr().err

"""An encoder of the owner's: read from its own files, or refused with the reason."""

from pathlib import Path

import numpy as np
import pytest

from octavo.analyse.own_encoder import OwnEncoder
from octavo.errors import UsageError
from tests.tiny_encoder import tiny_encoder


def test_texts_of_one_meaning_are_near_in_any_language(tmp_path: Path) -> None:
    encoder = OwnEncoder(tiny_encoder(tmp_path / "tiny"))
    boat, ship, bread, arabic = encoder.vectors(["boat", "ship", "bread", "قارب"])
    assert np.allclose([np.linalg.norm(one) for one in (boat, bread)], 1)
    assert boat @ ship > 0.9
    assert boat @ arabic > 0.99
    assert boat @ bread < 0.1
    assert encoder.tokens == 16


@pytest.mark.parametrize(
    ("pooling", "expected"),
    [
        ("mean_tokens", [1, 1]),
        ("cls_token", [1, 0]),
        ("max_tokens", [1, 1]),
        ("lasttoken", [0, 1]),
    ],
)
def test_tokens_become_one_vector_as_the_files_say(
    tmp_path: Path, pooling: str, expected: list[float]
) -> None:
    found = OwnEncoder(tiny_encoder(tmp_path / "tiny", pooling)).vectors(["boat bread"])[0]
    assert np.allclose(found, np.array(expected) / np.linalg.norm(expected), atol=1e-3)


def test_what_stands_before_a_question_is_put_there(tmp_path: Path) -> None:
    prompts = {"prompts": {"query": "query: ", "passage": ""}}
    folder = tiny_encoder(tmp_path / "tiny", "lasttoken", config_sentence_transformers=prompts)
    encoder = OwnEncoder(folder)
    assert encoder.before_question == "query: "
    assert np.allclose(encoder.question("boat"), encoder.vectors(["boat"])[0])


def test_its_name_changes_with_whatever_changes_its_vectors(tmp_path: Path) -> None:
    one = OwnEncoder(tiny_encoder(tmp_path / "a" / "tiny"))
    same = OwnEncoder(tiny_encoder(tmp_path / "b" / "tiny"))
    other = OwnEncoder(tiny_encoder(tmp_path / "c" / "tiny", "cls_token"))
    assert one.name == same.name != other.name
    assert one.name.startswith("tiny.")


def _without(folder: Path, name: str) -> Path:
    (folder / name).unlink()
    return folder


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda folder: _without(folder, "onnx/model.onnx"), "has none of model.onnx"),
        (lambda folder: _without(folder, "tokenizer.json"), "no tokenizer.json"),
        (lambda folder: folder / "nowhere", "has none of"),
    ],
)
def test_a_folder_that_lacks_something_is_refused(tmp_path: Path, spoil, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        OwnEncoder(spoil(tiny_encoder(tmp_path / "tiny")))
    assert caught.value.code == "encoder_unreadable"


def test_what_cannot_be_done_with_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="pools by pooling_mode_weightedmean_tokens"):
        OwnEncoder(tiny_encoder(tmp_path / "a", "weightedmean_tokens"))
    dense = [{"path": "2_Dense", "type": "sentence_transformers.models.Dense"}]
    with pytest.raises(UsageError, match="Dense layer"):
        OwnEncoder(tiny_encoder(tmp_path / "b", modules=dense))
    broken = tiny_encoder(tmp_path / "c")
    (broken / "onnx" / "model.onnx").write_bytes(b"no model")
    with pytest.raises(UsageError, match="is no encoder"):
        OwnEncoder(broken).vectors(["boat"])
    (broken / "modules.json").write_text("{")
    with pytest.raises(UsageError, match="modules"):
        OwnEncoder(broken)

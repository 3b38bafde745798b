"""An encoder of the owner's: a folder as sentence-transformers exports it to ONNX, in any language.

    model.onnx (or onnx/model.onnx, or its quantized form) · tokenizer.json
    modules.json, 1_Pooling/config.json     how tokens become one vector
    sentence_bert_config.json               how many tokens are read
    config_sentence_transformers.json       what stands before a question and a text

It serves beside the shipped one, by which stories are told apart: their lines were measured on it.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from octavo.analyse.vector import Matrix, onnx_session, tokenizer_of
from octavo.errors import UsageError

MODELS = ("model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx")
"""Where an export has its model, the first that is there."""

MOST_TOKENS = 256
"""Tokens of a text that are read, fewer where the model says so: bounds the cost. Chosen by hand;
not measured."""

ENDS = 1 << 16
"""Bytes of both ends of a model's file by which it is told apart from another of its name."""

POOLINGS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_lasttoken": "lasttoken",
}
"""How tokens become one vector, by the names that the exports have for it."""

_KNOWN_INPUTS = {"input_ids", "attention_mask", "token_type_ids"}


class OwnEncoder:
    """The encoder of a folder, loaded on first use. Raises UsageError (`encoder_unreadable`) for a
    folder that is none."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        self.folder = folder
        self.threads = threads
        found = [folder / name for name in MODELS if (folder / name).is_file()]
        if not found:
            raise _unreadable(folder, f"it has none of {', '.join(MODELS)}")
        if not (folder / "tokenizer.json").is_file():
            raise _unreadable(folder, "it has no tokenizer.json")
        self.model = found[0]
        self.pooling = self._pooling()
        limit = self._json("sentence_bert_config.json").get("max_seq_length")
        self.tokens = min(MOST_TOKENS, limit) if isinstance(limit, int) and limit > 0 else 128
        prompts = self._json("config_sentence_transformers.json").get("prompts") or {}
        self.before_question = str(prompts.get("query") or "")
        self.before_text = str(prompts.get("passage") or prompts.get("document") or "")
        self.name = f"{folder.resolve().name[:60]}.{self._digest()}"

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text, float32, each encoded by itself."""
        return np.stack([self._vector(self.before_text + text) for text in texts])

    def question(self, text: str) -> Matrix:
        """The vector of a question, to be compared with those of texts."""
        return self._vector(self.before_question + text)

    def _vector(self, text: str) -> Matrix:
        session, tokenizer = self._loaded
        tokens = tokenizer.encode(text)
        given = {
            "input_ids": np.array([tokens.ids], np.int64),
            "attention_mask": np.array([tokens.attention_mask], np.int64),
            "token_type_ids": np.array([tokens.type_ids], np.int64),
        }
        wanted = {one.name for one in session.get_inputs()}
        names = [one.name for one in session.get_outputs()]
        output = "sentence_embedding" if "sentence_embedding" in names else names[0]
        made = session.run([output], {name: given[name] for name in wanted})[0]
        vector = made[0] if made.ndim == 2 else self._pooled(made[0], given["attention_mask"][0])
        whole = np.asarray(vector, np.float32)
        return whole / np.float32(max(float(np.linalg.norm(whole)), 1e-9))

    def _pooled(self, rows: npt.NDArray[Any], mask: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """One vector of those of the tokens that are read: tokens × numbers to numbers."""
        read = rows[mask.astype(bool)]
        if self.pooling == "cls":
            return np.asarray(read[0])
        if self.pooling == "lasttoken":
            return np.asarray(read[-1])
        return np.asarray(read.max(axis=0) if self.pooling == "max" else read.mean(axis=0))

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        try:
            session = onnx_session(self.model, self.threads)
            tokenizer = tokenizer_of(self.folder / "tokenizer.json", self.tokens)
        except Exception as error:  # both libraries raise what they like
            raise _unreadable(self.folder, str(error)[:200]) from None
        unknown = {one.name for one in session.get_inputs()} - _KNOWN_INPUTS
        if unknown:
            raise _unreadable(self.folder, f"its model asks for {', '.join(sorted(unknown))}")
        return session, tokenizer

    def _pooling(self) -> str:
        modules = self._json("modules.json", [])
        kinds = [str(one.get("type", "")).rpartition(".")[2] for one in modules]
        if "Dense" in kinds:
            raise _unreadable(self.folder, "it has a Dense layer beside its model")
        paths = [one["path"] for one, kind in zip(modules, kinds, strict=True) if kind == "Pooling"]
        said = self._json(f"{paths[0] if paths else '1_Pooling'}/config.json")
        if isinstance(named := said.get("pooling_mode"), str):
            chosen = [named]
        else:
            is_on = [key for key, value in said.items() if key.startswith("pooling_") and value]
            chosen = [POOLINGS.get(key, key) for key in is_on]
        if chosen and (len(chosen) > 1 or chosen[0] not in POOLINGS.values()):
            raise _unreadable(self.folder, f"it pools by {', '.join(chosen)}")
        return chosen[0] if chosen else "mean"

    def _json(self, name: str, default: Any = None) -> Any:
        path = self.folder / name
        if not path.is_file():
            return {} if default is None else default
        try:
            found = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise _unreadable(self.folder, f"{name}: {error}") from None
        if not isinstance(found, type({} if default is None else default)):
            raise _unreadable(self.folder, f"{name} is of another form")
        return found

    def _digest(self) -> str:
        with self.model.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - ENDS))
            last = file.read(ENDS)
            file.seek(0)
            told = f"{size} {self.pooling} {self.tokens} {self.before_text}".encode()
            return blake2b(told + file.read(ENDS) + last, digest_size=4).hexdigest()


def _unreadable(folder: Path, reason: str) -> UsageError:
    return UsageError(f"OCTAVO_ENCODER={folder} is no encoder: {reason}", code="encoder_unreadable")

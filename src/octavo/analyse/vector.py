"""Vectors: the meaning of an English text as DIMENSIONS numbers, by the shipped encoder: MiniLM,
taught which reports tell one event (bench/training/encoder.py).

The model and its tokenizer lie beside this file (see NOTICE); where they, or the libraries that run
them, are missing there is no encoder and everything works on words alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

MODEL = Path(__file__).parent / "models" / "minilm-int8"
NAME = "minilm-l6-v2-events-1"
DIMENSIONS = 384
"""Numbers of a vector: the width of MiniLM-L6. Nowhere else is it written."""

LANGUAGES = frozenset({"en"})
"""The languages the model understands."""

MAX_TOKENS = 64
"""Tokens encoded: enough to tell stories apart (measured: 128 cost twice the time for nothing)."""

CHARACTERS = 400
"""Characters of body encoded with the headline: more than 64 tokens."""

COMMON = Path(__file__).parent / "data" / "common.f2"
DIRECTIONS = 10
"""Directions that tell kinds of news apart and not events (bench/training/common.py finds them)."""

Matrix = npt.NDArray[np.float32]


class Encoder:
    """The shipped sentence encoder, loaded on first use. Safe to share between threads."""

    def __init__(self, folder: Path = MODEL, threads: int = 1, tokens: int = MAX_TOKENS) -> None:
        self.folder = folder
        self.threads = threads
        self.tokens = tokens
        self.name = f"{NAME}.{tokens}"
        self._loaded: tuple[Any, Any] | None = None

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """One row of unit length a text: float32, len(texts) × DIMENSIONS.

        Each is encoded by itself. The model's numbers are scaled to int8 by the widest of all that
        is encoded at once, so that beside others a text would have another vector (a cosine of .985
        to its own), and its story would hang on what came with it."""
        out = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            out[row] = self._vector(text)
        return out

    def _vector(self, text: str) -> Matrix:
        session, tokenizer = self._load()
        tokens = tokenizer.encode(text)
        inputs = {
            "input_ids": np.array([tokens.ids], np.int64),
            "attention_mask": np.array([tokens.attention_mask], np.int64),
        }
        result: Matrix = session.run(["emb"], inputs)[0][0]
        return result

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            self._loaded = (
                onnx_session(self.folder / "model.onnx", self.threads),
                tokenizer_of(self.folder / "tokenizer.json", self.tokens),
            )
        return self._loaded


def onnx_session(path: Path, threads: int) -> Any:
    """A model ready to run, on the processor, with so many threads."""
    import onnxruntime  # 40 MB: only when a text is really encoded

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def tokenizer_of(path: Path, tokens: int) -> Any:
    """The tokenizer of a file, which reads so many tokens of a text."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.enable_truncation(tokens)
    return tokenizer


@lru_cache(maxsize=4)
def shipped_encoder(threads: int = 1) -> Encoder | None:
    """The encoder of this installation, or None where model or libraries are missing."""
    from importlib.util import find_spec

    there = (MODEL / "model.onnx").is_file() and (MODEL / "tokenizer.json").is_file()
    if not there or not find_spec("onnxruntime") or not find_spec("tokenizers"):
        return None
    return Encoder(threads=threads)


@lru_cache(maxsize=1)
def common_component() -> tuple[Matrix, Matrix]:
    """What all news has in common: the mean vector, and the strongest directions, a row each."""
    rows = np.frombuffer(COMMON.read_bytes(), "<f2").astype(np.float32).reshape(-1, DIMENSIONS)
    return rows[0], rows[1:]


def centred(vector: Matrix) -> Matrix:
    """A vector less what all news has in common, at unit length: mean and strongest
    directions subtracted (Mu and Viswanath 2018). Events are further apart so
    (docs/decisions/0015)."""
    mean, directions = common_component()
    rest = vector - mean
    rest = rest - (rest @ directions.T) @ directions
    return (rest / max(float(np.linalg.norm(rest)), 1e-9)).astype(np.float32)


def centred_rows(vectors: Matrix) -> Matrix:
    """`centred` of many vectors, a row each: the same but for the last digits."""
    mean, directions = common_component()
    rest = vectors - mean
    rest = rest - (rest @ directions.T) @ directions
    rest /= np.maximum(np.linalg.norm(rest, axis=1, keepdims=True), 1e-9)
    return rest.astype(np.float32)


def packed_vector(vector: npt.NDArray[Any]) -> bytes:
    """A vector as it is stored: DIMENSIONS little-endian float16."""
    return vector.astype("<f2").tobytes()


def unpacked_vector(data: bytes) -> Matrix | None:
    """A stored vector as float32; None when the bytes are no vector."""
    if len(data) != 2 * DIMENSIONS:
        return None
    vector = np.frombuffer(data, "<f2").astype(np.float32)
    return vector if bool(np.isfinite(vector).all()) else None

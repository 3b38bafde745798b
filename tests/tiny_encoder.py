"""A real encoder of two numbers a token, in the folder that sentence-transformers exports: its ONNX
file is written here byte by byte, for the libraries that write such files are large."""

import json
import struct
from pathlib import Path

WORDS = ["[UNK]", "boat", "ship", "bread", "قارب", "query", ":"]
ROWS = [[0.0, 0.1], [1.0, 0.0], [0.9, 0.1], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]]
"""A vector a word: boat, ship and قارب (boat) are near each other."""


def tiny_encoder(folder: Path, pooling: str = "mean_tokens", **files: object) -> Path:
    """The folder, made; `files` are more JSON files of it, by name without ending."""
    (folder / "onnx").mkdir(parents=True)
    (folder / "onnx" / "model.onnx").write_bytes(_model())
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {"type": "Whitespace"},
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    said = {
        "tokenizer": tokenizer,
        "modules": [{"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"}],
        "sentence_bert_config": {"max_seq_length": 16},
        **files,
    }
    for name, value in said.items():
        (folder / f"{name}.json").write_text(json.dumps(value))
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text(json.dumps({f"pooling_mode_{pooling}": True}))
    return folder


def _model() -> bytes:
    """ModelProto: Gather(table, input_ids) -> last_hidden_state, tokens × 2; the mask is asked for
    and left alone (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto)."""
    table = (
        _number(1, len(ROWS)) + _number(1, 2) + _number(2, 1) + _text(8, "table")
        + _block(9, b"".join(struct.pack("<2f", *row) for row in ROWS))
    )  # fmt: skip
    node = (
        _text(1, "table") + _text(1, "input_ids") + _text(2, "last_hidden_state")
        + _text(4, "Gather")
    )  # fmt: skip
    graph = (
        _block(1, node) + _text(2, "tiny") + _block(5, table)
        + _block(11, _value("input_ids", 7, "b", "s"))
        + _block(11, _value("attention_mask", 7, "b", "s"))
        + _block(12, _value("last_hidden_state", 1, "b", "s", 2))
    )  # fmt: skip
    return _number(1, 8) + _block(7, graph) + _block(8, _text(1, "") + _number(2, 13))


def _value(name: str, kind: int, *shape: str | int) -> bytes:
    sizes = (_text(2, one) if isinstance(one, str) else _number(1, one) for one in shape)
    tensor = _number(1, kind) + _block(2, b"".join(_block(1, size) for size in sizes))
    return _text(1, name) + _block(2, _block(1, tensor))


def _number(field: int, value: int) -> bytes:
    return bytes([field << 3, value])


def _text(field: int, value: str) -> bytes:
    return _block(field, value.encode())


def _block(field: int, value: bytes) -> bytes:
    size, length = len(value), b""
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return bytes([field << 3 | 2]) + length + bytes([size]) + value

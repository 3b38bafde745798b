"""Teaches the sentence encoder which reports tell one event, and ships it.

    python -m bench.training.encoder BASE EVENTS.jsonl [--out DIR] [--epochs 3] [--rate 2e-5]

BASE holds `model.onnx` and `tokenizer.json` of all-MiniLM-L6-v2 with weights in int8; EVENTS are
articles {title, text, gold}, those of one `gold` on one event. Two reports of an event are drawn
together and away from the other events of a batch, which are chosen to be like them (InfoNCE, van
den Oord, Li and Vinyals 2018; symmetric, temperature TEMPERATURE). Weights go back to int8, a scale
for each column: on the base's own grid small steps would be rounded away.

What is learned is then mixed with what the base knew, SHARE of the former: the mean of both is as
good on the news and does not forget other texts (Wortsman and others 2022).

Seeded. Needs `jax` and `onnx` (group `encoder`); some fifteen minutes of one processor an epoch. No
text can be read back from the weights; the texts stay where they are.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import onnx
from onnx import numpy_helper
from tokenizers import Tokenizer

from octavo.analyse.vector import CHARACTERS, MAX_TOKENS
from octavo.stories import corpus

LAYERS, HEADS, WIDTH = 6, 12, 32
EVENTS = 48
"""Events in a batch."""

ALIKE = 6
"""Events taken into a batch together because they are near each other."""

TEMPERATURE = 0.05
SHARE = 0.6
DROPPED = 0.1
WARM = 20
"""Steps over which the rate rises; then it falls to a twentieth."""

SEED = 7
TINY = 1e-12

Weights = dict[str, jax.Array]
Tokens = tuple[jax.Array, jax.Array]
"""The ids of a batch, and which of them are words: both (texts, MAX_TOKENS)."""


# ---------------------------------------------------------------- the model's file


def weights(model: onnx.ModelProto) -> Weights:
    """The weights of the quantised model as float32."""
    held = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    found = {name: held[name] for name in _plain(model)}
    for name, base in _quantised(model).items():
        steps = held[f"{base}_quantized"].astype(np.float32) - held[f"{base}_zero_point"]
        found[name] = (steps * held[f"{base}_scale"]).astype(np.float32)
    return {name: jnp.asarray(value) for name, value in found.items()}


def _plain(model: onnx.ModelProto) -> list[str]:
    """Biases and norms, which are kept as they are."""
    every = model.graph.initializer
    kept = (one for one in every if one.name.startswith("m.") and len(one.dims) == 1)
    return [one.name for one in kept if one.data_type == onnx.TensorProto.FLOAT]


def _quantised(model: onnx.ModelProto) -> dict[str, str]:
    """Our name of each quantised matrix, and the model's."""
    tables = ("word", "position", "token_type")
    found = {f"m.{t}": f"m.embeddings.{t}_embeddings.weight" for t in tables}
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            name = node.name.removeprefix("/m/").removesuffix("/MatMul_quant").replace("/", ".")
            found[f"m.{name}.weight"] = node.input[1].removesuffix("_quantized")
    return found


def put(model: onnx.ModelProto, new: Mapping[str, np.ndarray]) -> None:
    """Writes weights into the model, matrices in int8 with a scale for each column, tables in
    uint8 with one for all."""
    places = {one.name: one for one in model.graph.initializer}

    def write(name: str, value: np.ndarray) -> None:
        places[name].CopyFrom(numpy_helper.from_array(np.array(value, order="C"), name))

    for name in _plain(model):
        write(name, np.asarray(new[name], np.float32))
    for name, base in _quantised(model).items():
        is_table = places[f"{base}_quantized"].data_type == onnx.TensorProto.UINT8
        steps, scale, zero = (_table if is_table else _columns)(np.asarray(new[name]))
        write(f"{base}_quantized", steps)
        write(f"{base}_scale", scale)
        write(f"{base}_zero_point", zero)


def _table(value: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    low, high = min(0.0, float(value.min())), max(0.0, float(value.max()))
    scale = (high - low) / 255
    zero = round(-low / scale)
    steps = np.clip(np.round(value / scale) + zero, 0, 255).astype(np.uint8)
    return steps, np.array(scale, np.float32), np.array(zero, np.uint8)


def _columns(value: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(value).max(axis=0), TINY) / 127
    steps = np.clip(np.round(value / scale), -127, 127).astype(np.int8)
    return steps, scale.astype(np.float32), np.array(0, np.int8)


# ---------------------------------------------------------------- the model


def vectors(p: Weights, tokens: Tokens, key: jax.Array | None = None) -> jax.Array:
    """A row of unit length a text: BERT (Devlin and others 2019) with the mean of its last layer;
    with a key parts are dropped, as in training."""
    ids, mask = tokens
    keys = iter(jax.random.split(key, 2 * LAYERS) if key is not None else [None] * 2 * LAYERS)
    x = p["m.word"][ids] + p["m.position"][: ids.shape[1]] + p["m.token_type"][0]
    x = _norm(p, "m.embeddings.LayerNorm", x)
    for layer in range(LAYERS):
        name = f"m.encoder.layer.{layer}"
        seen = _dropped(_attended(p, name, x, mask), next(keys))
        x = _norm(p, f"{name}.attention.output.LayerNorm", x + seen)
        wide = jax.nn.gelu(_dense(p, f"{name}.intermediate.dense", x), approximate=False)
        thought = _dropped(_dense(p, f"{name}.output.dense", wide), next(keys))
        x = _norm(p, f"{name}.output.LayerNorm", x + thought)
    mean = (x * mask[:, :, None]).sum(1) / jnp.maximum(mask.sum(1, keepdims=True), 1)
    return mean / jnp.linalg.norm(mean, axis=1, keepdims=True)


def _norm(p: Weights, name: str, x: jax.Array) -> jax.Array:
    x = x - x.mean(-1, keepdims=True)
    spread = jnp.sqrt((x * x).mean(-1, keepdims=True) + TINY)
    return x / spread * p[f"{name}.weight"] + p[f"{name}.bias"]


def _dense(p: Weights, name: str, x: jax.Array) -> jax.Array:
    return x @ p[f"{name}.weight"] + p[f"{name}.bias"]


def _attended(p: Weights, name: str, x: jax.Array, mask: jax.Array) -> jax.Array:
    shape = (*x.shape[:2], HEADS, WIDTH)
    ask, offer, say = (
        _dense(p, f"{name}.attention.self.{part}", x).reshape(shape).transpose(0, 2, 1, 3)
        for part in ("query", "key", "value")
    )
    near = ask @ offer.transpose(0, 1, 3, 2) / np.sqrt(WIDTH) - 1e9 * (1 - mask[:, None, None, :])
    told = (jax.nn.softmax(near, -1) @ say).transpose(0, 2, 1, 3).reshape(x.shape)
    return _dense(p, f"{name}.attention.output.dense", told)


def _dropped(x: jax.Array, key: jax.Array | None) -> jax.Array:
    if key is None:
        return x
    return x * jax.random.bernoulli(key, 1 - DROPPED, x.shape) / (1 - DROPPED)


# ---------------------------------------------------------------- learning


def loss(p: Weights, one: Tokens, other: Tokens, key: jax.Array) -> jax.Array:
    """How far the two reports of each event are from being each other's nearest of the batch."""
    first, second = jax.random.split(key)
    near = vectors(p, one, first) @ vectors(p, other, second).T / TEMPERATURE
    places = jnp.arange(near.shape[0])
    both = (jax.nn.log_softmax(side, -1)[places, places].mean() for side in (near, near.T))
    return -sum(both) / 2  # type: ignore[return-value]


@jax.jit
def stepped(
    p: Weights, moments: tuple[Weights, Weights], slope: Weights, at: jax.Array, rate: jax.Array
) -> tuple[Weights, tuple[Weights, Weights]]:
    """Weights and moments after a step of AdamW (Loshchilov and Hutter 2019), slopes of more than
    unit length cut to it."""
    size = jnp.sqrt(sum(jnp.sum(value * value) for value in slope.values()))
    slope = {name: value * jnp.minimum(1, 1 / size) for name, value in slope.items()}
    mean = {name: 0.9 * moments[0][name] + 0.1 * slope[name] for name in p}
    square = {name: 0.999 * moments[1][name] + 0.001 * slope[name] ** 2 for name in p}

    def moved(name: str) -> jax.Array:
        way = mean[name] / (1 - 0.9**at) / (jnp.sqrt(square[name] / (1 - 0.999**at)) + 1e-8)
        return p[name] - rate * (way + 0.01 * p[name] * (p[name].ndim > 1))

    return {name: moved(name) for name in p}, (mean, square)


def batches(near: np.ndarray, rng: np.random.Generator) -> list[list[int]]:
    """Every event once, EVENTS a batch, in groups of events that are near each other; what is left
    over stays out."""
    left = dict.fromkeys(rng.permutation(len(near)).tolist())
    found = []
    while len(left) >= EVENTS:
        batch: list[int] = []
        while len(batch) < EVENTS:
            seed = next(iter(left))
            alike = [i for i in np.argsort(-near[seed]).tolist() if i in left]
            batch += alike[: min(ALIKE, EVENTS - len(batch))]
            for event in batch:
                left.pop(event, None)
        found.append(batch)
    return [found[i] for i in rng.permutation(len(found))]


class Reader:
    """Turns texts into tokens of one length, so that what is compiled fits every batch."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.enable_padding(length=MAX_TOKENS)

    def tokens(self, texts: Sequence[str]) -> Tokens:
        """The tokens of the texts."""
        read = self._tokenizer.encode_batch(list(texts))
        ids = np.array([one.ids for one in read], np.int32)
        return jnp.asarray(ids), jnp.asarray([one.attention_mask for one in read], jnp.float32)


def events(path: Path) -> list[list[str]]:
    """The texts of each event with several reports, as the encoder is given them."""
    found: defaultdict[Any, list[str]] = defaultdict(list)
    for row in corpus.read(path):
        title = str(row.get("title") or "")
        text = f"{title}.  {row.get('text') or ''}"
        found[row["gold"]].append(text[: len(title) + CHARACTERS])
    return [texts for texts in found.values() if len(texts) > 1]


def trained(
    p: Weights, told: list[list[str]], reader: Reader, epochs: int, rate: float
) -> Iterator[Weights]:
    """The weights after each round through the events."""
    rng, key = np.random.default_rng(SEED), jax.random.PRNGKey(SEED)
    first = np.concatenate([*_embedded(p, [texts[0] for texts in told], reader)])
    zero = {name: jnp.zeros_like(value) for name, value in p.items()}
    moments, graded, at = (zero, zero), jax.jit(jax.value_and_grad(loss)), 0
    total = epochs * (len(told) // EVENTS)
    for epoch in range(epochs):
        lost = 0.0
        for batch in batches(first @ first.T, rng):
            at, (key, now) = at + 1, jax.random.split(key)
            pairs = [[told[e][i] for i in rng.permutation(len(told[e]))[:2]] for e in batch]
            one, other = (reader.tokens([pair[side] for pair in pairs]) for side in (0, 1))
            value, slope = graded(p, one, other, now)
            pace = rate * min(1, at / WARM) * max(0.05, 1 - at / total)
            p, moments = stepped(p, moments, slope, jnp.asarray(at), jnp.asarray(pace))
            lost += float(value)
        print(f"round {epoch + 1}: loss {lost / max(1, total // epochs):.3f}", flush=True)
        yield p


def _embedded(p: Weights, texts: list[str], reader: Reader) -> Iterator[np.ndarray]:
    made = jax.jit(vectors)
    for start in range(0, len(texts), 64):
        some = texts[start : start + 64]
        full = some + [""] * (64 - len(some))
        yield np.asarray(made(p, reader.tokens(full)))[: len(some)]


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("base", type=Path)
    parser.add_argument("events", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=2e-5)
    given = parser.parse_args()
    model = onnx.load(given.base / "model.onnx")
    told = events(given.events)
    print(f"{sum(map(len, told))} reports of {len(told)} events", flush=True)
    reader = Reader(given.base / "tokenizer.json")
    given.out.mkdir(parents=True, exist_ok=True)
    for made in trained(weights(model), told, reader, given.epochs, given.rate):
        put(model, {name: np.asarray(value) for name, value in made.items()})
        onnx.save(model, given.out / "model.onnx")
    base, learned = weights(onnx.load(given.base / "model.onnx")), weights(model)
    mixed = {name: base[name] * (1 - SHARE) + learned[name] * SHARE for name in base}
    put(model, {name: np.asarray(value) for name, value in mixed.items()})
    onnx.save(model, given.out / "model.onnx")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes the trained network as ONNX, quantised to eight bits, and holds it against the network it came from.

    python training/export.py training/out/coded.pt src/detente/reading/coding/model

The encoder and the reader are two files: the one runs once a sentence, the other once for all that was found in it.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from batches import collate, prepare
from corpus import HASH, examples_of, load_composed
from detente.reading.coding.labels import MARKS
from detente.reading.coding.pieces import read_tokenizer
from examples import Example
from network import Encoder, Network, Reader
from train import find_encoder

__all__ = ["export", "write_parity"]

N_PARITY = 60
EXACT = 1e-4
"""Largest difference allowed between the network and its unquantised export."""


class AloneEncoder(nn.Module):
    """The encoder on one sentence without padding, as it runs in the program."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, ...]:
        """Return states, trigger logits and cue logits."""
        answers: tuple[Tensor, ...] = self.encoder(ids, shapes, torch.ones_like(ids))
        return answers


class AloneReader(nn.Module):
    """The reader on several marks of one sentence without padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Return roles, types, modes, contexts, status, claims and moods."""
        answers: tuple[Tensor, ...] = self.reader(states, marks, torch.ones_like(marks))
        return answers


def export(network: Network, folder: Path) -> dict[str, float]:
    """Write encoder.onnx and reader.onnx; return the differences from the network, exact and quantised."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids, shapes = torch.randint(1000, 20000, (1, 17)), torch.randint(0, 4, (1, 17))
    with torch.no_grad():
        states, *_ = network.encoder(ids, shapes, torch.ones_like(ids))
    marks = torch.zeros((3, 17), dtype=torch.long)
    marks[0, 3] = marks[1, 5] = marks[2, 7:9] = MARKS["trigger"]
    spread = states.expand(3, -1, -1).contiguous()
    told: dict[str, float] = {}
    length, count = torch.export.Dim("length", min=3, max=500), torch.export.Dim("count", min=1, max=4096)
    jobs = (
        ("encoder", AloneEncoder(network.encoder), (ids, shapes), ["ids", "shapes"], ["states", "triggers", "cues"],
         {"ids": {1: length}, "shapes": {1: length}}),
        ("reader", AloneReader(network.reader), (spread, marks), ["states", "marks"],
         ["roles", "types", "modes", "contexts", "status", "claims", "moods"],
         {"states": {0: count, 1: length}, "marks": {0: count, 1: length}}),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        for name, module, example, inputs, outputs, axes in jobs:
            plain = Path(scratch) / f"{name}.onnx"
            torch.onnx.export(
                module.eval(), example, plain, input_names=inputs, output_names=outputs, dynamic_shapes=axes,
                dynamo=True, external_data=False, opset_version=18,
            )  # fmt: skip
            _without_notes(plain)
            # unsigned weights: signed ones overflow on processors without the newer instructions for bytes
            quantize_dynamic(plain, folder / f"{name}.onnx", weight_type=QuantType.QUInt8)
            _without_notes(folder / f"{name}.onnx")
            with torch.no_grad():
                wanted = module(*example)
            feed = dict(zip(inputs, [e.numpy() for e in example], strict=True))
            told[f"{name}_exact"] = _difference(plain, feed, wanted)
            told[f"{name}_int8"] = _difference(folder / f"{name}.onnx", feed, wanted)
            if told[f"{name}_exact"] > EXACT:
                message = f"the export of the {name} differs from the network by {told[f'{name}_exact']}"
                raise SystemExit(message)
    return told


def _without_notes(path: Path) -> None:
    """Drop the exporter's notes: on inner shapes, which mislead after folding, and on where its sources lay."""
    model = onnx.load(path)
    del model.graph.value_info[:], model.graph.metadata_props[:], model.metadata_props[:]
    for part in (*model.graph.node, *model.graph.input, *model.graph.output, *model.graph.initializer):
        del part.metadata_props[:]
        part.doc_string = ""
    model.doc_string = model.graph.doc_string = ""
    onnx.save(model, path)


def _difference(path: Path, feed: dict[str, np.ndarray], wanted: tuple[Tensor, ...]) -> float:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(session.run(None, feed), wanted, strict=True))


def write_parity(network: Network, tokenizer: Tokenizer, rows: Sequence[Example], path: Path) -> None:
    """Write what the network itself says of some composed sentences, for a test to hold the shipped files against."""
    network.eval()
    told = []
    for row in rows:
        sentence = prepare(tokenizer, row)
        if sentence is None or not row.pairs:
            continue
        asked = [q for q in sentence.questions if MARKS["actor"] in q.marks][:1]
        batch = collate([sentence], [asked])
        with torch.no_grad():
            states, triggers, _ = network.encoder(batch.ids, batch.shapes, batch.mask)
            _, types, *_ = network.reader(states, torch.tensor([[*asked[0].marks, 0]]), batch.mask)
        told.append(
            {
                "text": row.text,
                "actor": [row.pairs[0].actor.start, row.pairs[0].actor.end],
                "recipient": [row.pairs[0].recipient.start, row.pairs[0].recipient.end],
                "ids": list(sentence.pieces.ids),
                "types": [round(v, 4) for v in types[0].softmax(-1).tolist()],
                "outside": [round(v, 4) for v in triggers[0, 1:-1].softmax(-1)[:, 0].tolist()],
            }
        )
    about = {"source": "the trained network before export, on sentences of corpus/composed", "licence": "CC BY-SA 4.0"}
    path.write_text(json.dumps({"_about": about, "sentences": told}, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> int:
    """Export a checkpoint and print the differences and sizes."""
    arguments = argparse.ArgumentParser(description="Export the trained network.")
    arguments.add_argument("checkpoint", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--parity", type=Path, help="write the network's own figures here")
    arguments.add_argument("--composed", type=Path, default=Path("corpus/composed"))
    given = arguments.parse_args()
    network = Network()
    network.load_state_dict(torch.load(given.checkpoint, weights_only=True))
    print(json.dumps(export(network, given.folder)))
    shutil.copyfile(find_encoder() / "tokenizer.json", given.folder / "tokenizer.json")
    if given.parity:
        tokenizer = read_tokenizer((given.folder / "tokenizer.json").read_text(encoding="utf-8"))
        held = [row for row in load_composed(given.composed) if row["split"] == "dev"]
        rows = [example for example in examples_of(held, "composed") if example.pairs]
        write_parity(network, tokenizer, rows[:: max(1, len(rows) // N_PARITY)], given.parity)
    for path in sorted(given.folder.iterdir()):
        print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()[:HASH])
    return 0


if __name__ == "__main__":
    sys.exit(main())

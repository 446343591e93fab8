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
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from network import Encoder, Network, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from train import find_encoder

__all__ = ["export"]

EXACT = 1e-4
"""Largest difference allowed between the network and its unquantised export."""


class AloneEncoder(nn.Module):
    """The encoder on one sentence without padding, as it runs in the program."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor]:
        """Return states and trigger logits."""
        states, triggers = self.encoder(ids, shapes, torch.ones_like(ids))
        return states, triggers


class AloneReader(nn.Module):
    """The reader on several marks of one sentence without padding."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Return roles, types, modes, contexts and status."""
        answers: tuple[Tensor, ...] = self.reader(states, marks, torch.ones_like(marks))
        return answers


def export(network: Network, folder: Path) -> dict[str, float]:
    """Write encoder.onnx and reader.onnx; return the differences from the network, exact and quantised."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    ids, shapes = torch.randint(1000, 20000, (1, 17)), torch.randint(0, 4, (1, 17))
    with torch.no_grad():
        states, triggers = network.encoder(ids, shapes, torch.ones_like(ids))
    marks = torch.zeros((3, 17), dtype=torch.long)
    marks[0, 3], marks[1, 5], marks[2, 7:9] = 1, 1, 1
    spread = states.expand(3, -1, -1).contiguous()
    told: dict[str, float] = {}
    length, count = torch.export.Dim("length", min=3, max=500), torch.export.Dim("count", min=1, max=4096)
    jobs = (
        ("encoder", AloneEncoder(network.encoder), (ids, shapes), ["ids", "shapes"], ["states", "triggers"],
         {"ids": {1: length}, "shapes": {1: length}}),
        ("reader", AloneReader(network.reader), (spread, marks), ["states", "marks"],
         ["roles", "types", "modes", "contexts", "status"],
         {"states": {0: count, 1: length}, "marks": {0: count, 1: length}}),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        for name, module, example, inputs, outputs, axes in jobs:
            plain = Path(scratch) / f"{name}.onnx"
            torch.onnx.export(
                module.eval(), example, plain, input_names=inputs, output_names=outputs, dynamic_shapes=axes,
                dynamo=True, external_data=False, opset_version=18,
            )  # fmt: skip
            _without_shapes(plain)
            quantize_dynamic(plain, folder / f"{name}.onnx", weight_type=QuantType.QInt8, per_channel=True)
            with torch.no_grad():
                wanted = module(*example)
            feed = dict(zip(inputs, [e.numpy() for e in example], strict=True))
            told[f"{name}_exact"] = _difference(plain, feed, wanted)
            told[f"{name}_int8"] = _difference(folder / f"{name}.onnx", feed, wanted)
            if told[f"{name}_exact"] > EXACT:
                message = f"the export of the {name} differs from the network by {told[f'{name}_exact']}"
                raise SystemExit(message)
    return told


def _without_shapes(path: Path) -> None:
    """Drop the exporter's notes on inner shapes: it folds transposes without correcting them, and they mislead."""
    model = onnx.load(path)
    del model.graph.value_info[:]
    onnx.save(model, path)


def _difference(path: Path, feed: dict[str, np.ndarray], wanted: tuple[Tensor, ...]) -> float:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(session.run(None, feed), wanted, strict=True))


def main() -> int:
    """Export a checkpoint and print the differences and sizes."""
    arguments = argparse.ArgumentParser(description="Export the trained network.")
    arguments.add_argument("checkpoint", type=Path)
    arguments.add_argument("folder", type=Path)
    given = arguments.parse_args()
    network = Network()
    network.load_state_dict(torch.load(given.checkpoint, weights_only=True))
    print(json.dumps(export(network, given.folder)))
    shutil.copyfile(find_encoder() / "tokenizer.json", given.folder / "tokenizer.json")
    for path in sorted(given.folder.iterdir()):
        print(path.name, path.stat().st_size, hashlib.sha256(path.read_bytes()).hexdigest()[:16])
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What the trainings of small networks share: the network itself, and its weights as plain numbers."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import nn

__all__ = ["network", "side_by_side"]


def network(features: int, hidden: int, dropped: float) -> nn.Sequential:
    """Return a network of one hidden layer that gives one number."""
    return nn.Sequential(nn.Linear(features, hidden), nn.ReLU(), nn.Dropout(dropped), nn.Linear(hidden, 1))


def side_by_side(networks: Sequence[nn.Sequential]) -> dict[str, Any]:
    """Return networks as one, in rounded numbers: their hidden units side by side, each counting its share."""
    inner: list[Any] = [n[0] for n in networks]
    outer: list[Any] = [n[3] for n in networks]
    return {
        "inner": _plain(torch.cat([layer.weight.T for layer in inner], dim=1)),
        "inner_bias": _plain(torch.cat([layer.bias for layer in inner])),
        "outer": _plain(torch.cat([layer.weight[0] / len(networks) for layer in outer])),
        "outer_bias": round(sum(float(layer.bias.detach()) for layer in outer) / len(networks), 5),
    }


def _plain(tensor: torch.Tensor) -> list[Any]:
    rounded: list[Any] = torch.round(tensor.detach() * 10_000).div(10_000).tolist()
    return [[round(x, 4) for x in r] if isinstance(r, list) else round(r, 4) for r in rounded]

"""The network: one small encoder, run once a sentence, and a reader of two layers that is told where to look.

The encoder is MiniLM-L6 (six layers of 384, twelve heads, its lower-case alphabet of 30,522 pieces), with one thing
added: how each piece is written, which the alphabet has forgotten. Over its states stand the trigger tags. The reader
takes the same states with marks (a trigger; or an actor and a recipient) and says who took part, the type, the mode,
the contexts and the status. Shapes: B sentences, T pieces, H = 384.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from detente.reading.coding.labels import (
    CONTEXTS,
    MARKS,
    MODES,
    MOODS,
    N_CUE_TAGS,
    N_TRIGGER_TAGS,
    STATUS_LABELS,
    TYPES,
)

__all__ = ["Encoder", "Network", "Reader"]

WIDTH, HEADS, INNER, LAYERS, ALPHABET, LONGEST = 384, 12, 1536, 6, 30522, 512
N_SHAPES, N_MARKS, N_ROLE_TAGS, N_FRAME_TAGS, N_CLAIM_TAGS = 4, len(MARKS) + 1, 5, 7, 5
READER_LAYERS, READER_INNER, READER_HEADS = 2, 768, 6
MASKED = -1e4


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT's are."""

    def __init__(self, inner: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.joined, self.joined_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down, self.norm = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """Return (B, T, H) states after attending to one another; `bias` (B, 1, 1, T) hides the padding."""
        n, length, _ = states.shape
        query, key, value = (
            part(states).view(n, length, self.heads, WIDTH // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        weights = (query @ key.transpose(2, 3)) * (WIDTH // self.heads) ** -0.5 + bias
        weights = functional.dropout(weights.softmax(-1), self.dropout, self.training)
        seen = self.joined((weights @ value).transpose(1, 2).reshape(n, length, WIDTH))
        states = self.joined_norm(states + functional.dropout(seen, self.dropout, self.training))
        thought = self.down(functional.gelu(self.up(states)))
        return self.norm(states + functional.dropout(thought, self.dropout, self.training))


class Encoder(nn.Module):
    """Word pieces to states, and the tags of triggers and of cues over them."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(ALPHABET, WIDTH, padding_idx=0), nn.Embedding(LONGEST, WIDTH)
        self.shapes = nn.Embedding(N_SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(INNER, HEADS, dropout) for _ in range(LAYERS))
        self.triggers, self.cues = nn.Linear(WIDTH, N_TRIGGER_TAGS), nn.Linear(WIDTH, N_CUE_TAGS)
        nn.init.zeros_(self.shapes.weight)
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return states (B, T, H), trigger logits (B, T, N_TRIGGER_TAGS) and cue logits (B, T, N_CUE_TAGS)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.norm(self.words(ids) + self.places(places) + self.shapes(shapes))
        states = functional.dropout(states, self.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * MASKED
        for layer in self.layers:
            states = layer(states, bias)
        return states, self.triggers(states), self.cues(states)


class Reader(nn.Module):
    """Marked states to roles, type, mode, contexts and status; or, of a marked cue, to source, content and mood."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.marks = nn.Embedding(N_MARKS, WIDTH)
        nn.init.normal_(self.marks.weight, std=0.3)
        nn.init.zeros_(self.marks.weight[0])
        self.layers = nn.ModuleList(Layer(READER_INNER, READER_HEADS, dropout) for _ in range(READER_LAYERS))
        self.roles, self.frames = nn.Linear(WIDTH, N_ROLE_TAGS), nn.Linear(WIDTH, N_FRAME_TAGS)
        self.claims, self.moods = nn.Linear(WIDTH, N_CLAIM_TAGS), nn.Linear(WIDTH, len(MOODS))
        self.pool = nn.Linear(N_MARKS * WIDTH, WIDTH)
        self.types, self.modes = nn.Linear(WIDTH, len(TYPES)), nn.Linear(WIDTH, len(MODES))
        self.contexts, self.status = nn.Linear(WIDTH, len(CONTEXTS)), nn.Linear(WIDTH, len(STATUS_LABELS))
        self.topics = nn.Linear(WIDTH, len(CONTEXTS))
        self.factual = nn.Linear(WIDTH, 1)
        self.dropout = dropout

    def read(self, states: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the states after looking at what is marked, and one pooled vector for each reading (B, H)."""
        bias = (1.0 - mask[:, None, None, :].to(states.dtype)) * MASKED
        states = states + self.marks(marks)
        for layer in self.layers:
            states = layer(states, bias)
        parts = [states[:, 0]]
        for mark in range(1, N_MARKS):
            here = (marks == mark).to(states.dtype)[:, :, None]
            parts.append((states * here).sum(1) / here.sum(1).clamp(min=1.0))
        pooled = functional.gelu(self.pool(torch.cat(parts, -1)))
        return states, functional.dropout(pooled, self.dropout, self.training)

    def judge_contexts(self, read: Tensor, pooled: Tensor, mask: Tensor) -> Tensor:
        """Return logits of contexts (B, 37): what the event is as a whole, and the piece that speaks most for each."""
        hidden = (1.0 - mask[:, :, None].to(read.dtype)) * MASKED
        return self.contexts(pooled) + (self.topics(read) + hidden).amax(1)

    def forward(self, states: Tensor, marks: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Return logits of roles (B, T, 5), types (B, 17), modes, contexts, status, claims (B, T, 5) and moods.

        The last two answer for a marked cue, the others for a marked trigger or pair.
        """
        read, pooled = self.read(states, marks, mask)
        contexts = self.judge_contexts(read, pooled, mask)
        events = (self.roles(read), self.types(pooled), self.modes(pooled), contexts, self.status(pooled))
        return *events, self.claims(read), self.moods(pooled)


class Network(nn.Module):
    """Encoder and reader together, as they are trained."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.reader = Encoder(dropout), Reader(dropout)

    def start_from(self, weights: Path) -> None:
        """Take the encoder's weights from a `model.safetensors` of a six-layer BERT of width 384."""
        theirs = load_file(weights)
        table = {
            "words": "embeddings.word_embeddings",
            "places": "embeddings.position_embeddings",
            "norm": "embeddings.LayerNorm",
        }
        for k in range(LAYERS):
            far, near = f"encoder.layer.{k}.", f"layers.{k}."
            table |= {near + name: far + "attention.self." + name for name in ("query", "key", "value")}
            table |= {
                near + "joined": far + "attention.output.dense",
                near + "joined_norm": far + "attention.output.LayerNorm",
            }
            table |= {
                near + "up": far + "intermediate.dense",
                near + "down": far + "output.dense",
                near + "norm": far + "output.LayerNorm",
            }
        ours = self.encoder.state_dict()
        for name in ours:
            module, _, kind = name.rpartition(".")
            if module in table:
                ours[name] = theirs[f"{table[module]}.{kind}"]
        # token type 0 is added to every piece of a single sentence: fold it into the places
        ours["places.weight"] = ours["places.weight"] + theirs["embeddings.token_type_embeddings.weight"][0]
        self.encoder.load_state_dict(ours)

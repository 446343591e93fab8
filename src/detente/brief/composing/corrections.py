from collections.abc import Sequence

from detente.brief.brief import Brief, Correction
from detente.brief.composing.material import Material


def corrections_of(earlier: Sequence[Brief], material: Material) -> tuple[Correction, ...]:
    return ()

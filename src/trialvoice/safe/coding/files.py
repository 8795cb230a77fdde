"""Dictionaries that a study brings: all of CTCAE, and a MedDRA release under the study's own licence."""

from pathlib import Path

from trialvoice.core.study import Dictionaries
from trialvoice.safe.coding.coder import Coder, shipped_coder
from trialvoice.safe.coding.ctcae_file import load_ctcae
from trialvoice.safe.coding.meddra import load_meddra


def load_coder(settings: Dictionaries, folder: Path) -> Coder:
    """The coder that `[coding]` asks for. folder: of the study file. Raises StudyError TV170 to TV174."""
    if settings.ctcae is None and settings.meddra is None:
        return shipped_coder()
    ctcae = load_ctcae(folder / settings.ctcae, settings.ctcae_version) if settings.ctcae else shipped_coder().ctcae
    meddra = load_meddra(folder / settings.meddra, settings.meddra_version) if settings.meddra else None
    return Coder(ctcae, meddra)

"""Surrogates: for each identifier another value of the same type, form, gender and length class.

They are the same in all recordings of a subject and others for another subject, because they follow from the
subject's key alone; and none is, or holds, a value it stands among.

A repeated name that was missed once stands out among consistent surrogates: with 5 % of names missed, 94.2 % of
documents leak somebody where surrogates are consistent, and 57.7 % where each is drawn anew (Osborne 2025). So tags
are the default, and surrogates a study's choice.
"""

from collections.abc import Callable, Mapping

from trialvoice.redact.replacing.forbidden import Forbidden
from trialvoice.redact.replacing.keyed import Keyed
from trialvoice.redact.replacing.surrogate_codes import Codes
from trialvoice.redact.replacing.surrogate_names import Names
from trialvoice.redact.replacing.surrogate_places import Places

OVER_89 = "90 or older"


class Surrogates:
    """The surrogates of one subject's recording.

    secret: 32 bytes of the subject's.  genders: of given names in lower case, as the roster tells them.
    """

    def __init__(self, secret: bytes, forbidden: Forbidden, genders: Mapping[str, str]) -> None:
        keyed = Keyed(secret)
        codes, places = Codes(keyed, forbidden), Places(keyed, forbidden)
        self._forbidden = forbidden
        self._makers: dict[str, Callable[[str], str | None]] = {
            "NAME": Names(keyed, forbidden, genders).shown,
            "PHONE": codes.phone,
            "ID": codes.id,
            "ADDRESS": places.shown,
            "ORGANISATION": places.shown,
            "EMAIL": places.email,
            "URL": places.url,
            "AGE": lambda _: OVER_89,
        }

    def shown(self, kind: str, value: str) -> str | None:
        """What stands for a value of a type, or None where nothing is fit to."""
        make = self._makers.get(kind)
        made = make(value) if make is not None else None
        return None if made is None or self._forbidden.is_value(made, kind) else made

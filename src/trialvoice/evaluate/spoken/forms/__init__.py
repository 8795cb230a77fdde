"""How a value of each phenomenon is said: a form draws a value and marks its pieces (see markup)."""

from collections.abc import Callable
from inspect import getmembers, isfunction

from trialvoice.evaluate.spoken.draw import Draw
from trialvoice.evaluate.spoken.forms import dates, digits, net, people, places

Form = Callable[[Draw], str]

FORMS: dict[str, Form] = {
    name: form
    for module in (dates, digits, net, people, places)
    for name, form in getmembers(module, isfunction)
    if form.__module__ == module.__name__ and not name.startswith("_")
}
"""By the name that phenomena.toml uses: every public function of the modules here."""

"""Pages from templates: what is put in is escaped, and what is missing is an error."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from trialvoice.trial.review.look import FILTERS, GLOBALS

TEMPLATES = Environment(
    loader=PackageLoader("trialvoice.trial.review"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= FILTERS
TEMPLATES.globals |= GLOBALS


def page(request: Request, template: str, values: dict[str, Any], status: int = 200) -> HTMLResponse:
    """A page. All templates have `reviewer`, None where nobody is signed in, and `path` besides their values."""
    reviewer = getattr(request.state, "reviewer", None)
    given = {"reviewer": reviewer, "path": request.url.path, **values}
    return HTMLResponse(TEMPLATES.get_template(template).render(given), status)

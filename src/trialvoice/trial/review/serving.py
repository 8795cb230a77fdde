"""The web server around the application."""

import gc

import uvicorn

from trialvoice.trial.review.app import make_app
from trialvoice.trial.review.context import LOOPBACK, ReviewContext

_AT_ONCE = 64
"""Connections; a request on one more is told to come back."""


def server_of(context: ReviewContext) -> uvicorn.Server:
    """A server to run on sockets of loopback.

    It keeps no list of requests: queries of the queue name subjects, and the trail has every act. Where other hosts
    are served, a proxy stands before it on this machine, and is believed about addresses and TLS; else nobody is.
    """
    config = uvicorn.Config(
        make_app(context),
        access_log=False,
        log_level="warning",
        proxy_headers=bool(context.hosts - LOOPBACK),
        forwarded_allow_ips="127.0.0.1",
        server_header=False,
        lifespan="off",
        ws="none",
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


def settle() -> None:
    """Leave to the collector only what is made from now on.

    All that the program holds by then lives as long as the server, and the collector would go through it in the
    middle of a page.
    """
    gc.collect()
    gc.freeze()

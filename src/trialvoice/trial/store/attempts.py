"""Wrong passwords, counted per account and per network address, in the store: a restart forgets none.

The fifth wrong password locks an account for 15 minutes, the next five for 30, and so on up to a day. 30 wrong ones
from one address within 15 minutes have that address wait, whatever accounts they were for.
"""

import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from trialvoice.trial.store.account_tables import AccountRow, AddressRow
from trialvoice.trial.store.accounts import Change, end_sessions
from trialvoice.trial.store.trail import Act, append

WRONG = 5
LOCKED_FOR = timedelta(minutes=15)
LOCKED_AT_MOST = timedelta(days=1)
WRONG_OF_ADDRESS = 30
ADDRESS_WAITS = timedelta(minutes=15)


def address_waits(session: Session, key: bytes, address: str, now: datetime) -> bool:
    """Whether too many wrong passwords came from that address of late."""
    row = session.get(AddressRow, _code(key, address))
    return row is not None and row.wrong >= WRONG_OF_ADDRESS and now < row.since + ADDRESS_WAITS


def count_address(session: Session, key: bytes, address: str, now: datetime) -> None:
    """One more wrong password from an address. Old counts are swept away."""
    session.execute(delete(AddressRow).where(AddressRow.since <= now - ADDRESS_WAITS))
    code = _code(key, address)
    row = session.get(AddressRow, code)
    if row is None:
        row = AddressRow(code=code, wrong=0, since=now)
        session.add(row)
    row.wrong += 1
    session.flush()


def count_wrong(session: Session, account: str, change: Change) -> None:
    """One more wrong password for an account; the fifth locks it and ends its sessions."""
    row = session.get_one(AccountRow, account)
    row.wrong += 1
    if row.wrong < WRONG:
        return
    lasts = min(LOCKED_FOR * 2 ** min(row.lockouts, 10), LOCKED_AT_MOST)
    row.wrong, row.lockouts, row.locked_until = 0, row.lockouts + 1, change.at + lasts
    payload = {
        "because": f"{WRONG} wrong passwords",
        "minutes": int(lasts.total_seconds() // 60),
        "sessions_ended": end_sessions(session, account),
    }
    append(session, Act(by=change.by, kind="account.locked", about=account, payload=payload), at=change.at)


def forget_wrong(session: Session, account: str) -> None:
    """The right password was given."""
    row = session.get_one(AccountRow, account)
    row.wrong, row.lockouts, row.locked_until = 0, 0, None


def _code(key: bytes, address: str) -> str:
    return hmac.new(key, f"address {address}".encode(), hashlib.sha256).hexdigest()

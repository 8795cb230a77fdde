"""What became of records that were sent, kept as it happens."""

from sqlalchemy import select

from trialvoice.trial.push.delivery import Delivery
from trialvoice.trial.record.people import Actor
from trialvoice.trial.store.database import Database
from trialvoice.trial.store.tables import DeliveryRow
from trialvoice.trial.store.trail import Act, append


class StoredDeliveries:
    """The deliveries of a study; each call is a transaction of its own, so that a killed push forgets nothing."""

    def __init__(self, database: Database, study: str, by: Actor) -> None:
        self._database = database
        self._study = study
        self._by = by

    def known(self, key: str) -> Delivery | None:
        """What became of what was sent under this key. Raises ReviewError TV902."""
        with self._database.looks() as session:
            row = session.get(DeliveryRow, key)
            return _delivery(row) if row else None

    def note(self, delivery: Delivery) -> None:
        """Keep a delivery and its act. Raises ReviewError TV902."""
        told = delivery.model_dump(mode="json", exclude={"key"})
        act = Act(by=self._by, kind="record.sent", study=self._study, about=delivery.key, payload=told)
        with self._database.acts() as session:
            row = session.get(DeliveryRow, delivery.key) or DeliveryRow(key=delivery.key, study=self._study)
            row.act = append(session, act, at=delivery.at).number
            for name in Delivery.model_fields:
                setattr(row, name, getattr(delivery, name))
            session.add(row)

    def all(self) -> tuple[Delivery, ...]:
        """Every delivery of the study, by system and record."""
        chosen = select(DeliveryRow).where(DeliveryRow.study == self._study)
        with self._database.looks() as session:
            rows = session.scalars(chosen.order_by(DeliveryRow.target, DeliveryRow.record, DeliveryRow.act)).all()
            return tuple(_delivery(row) for row in rows)


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery.model_validate({name: getattr(row, name) for name in Delivery.model_fields})

"""Departures from the protocol, by rules and by what people state and rule."""

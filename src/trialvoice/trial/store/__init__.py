"""The findings store: SQLite by default, PostgreSQL by URL. Every change of it is an act in the audit trail."""

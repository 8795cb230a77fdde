"""FHIR: one transaction Bundle for each subject, in R4B or R5."""

"""What the participant brings along: conditions, operations, allergies, substances, family, exposure."""

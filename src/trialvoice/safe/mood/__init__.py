"""The mood of the participant, in the participant's own words."""

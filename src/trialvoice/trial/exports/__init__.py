"""Projections of a study's record into the forms that trial systems take, and the rules that check each of them."""

"""What a visit leaves open: said to be done or asked, and draft queries by rules over the findings."""

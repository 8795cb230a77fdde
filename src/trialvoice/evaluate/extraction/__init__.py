"""How good the findings of a visit are, against the answer keys of scripted visits: match, count, tabulate."""

"""The commands of `trialvoice`, a file for each family."""

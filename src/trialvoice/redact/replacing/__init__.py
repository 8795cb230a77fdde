"""What stands in place of an identifier: a tag or a surrogate, a shifted date; and the vault that knows."""

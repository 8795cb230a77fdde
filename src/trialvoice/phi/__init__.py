"""May see identities: from a file of sound to a transcript with speakers and roles."""

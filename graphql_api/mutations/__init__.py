"""What may be changed, one mutation per file: what it takes, what it answers, and one call of the domain."""

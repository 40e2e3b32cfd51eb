"""What a field says about itself, in its metadata, to whoever executes it."""

# Of `info`, its resolver uses the context and nothing else; called again, it answers the same and counts nothing twice.
NEEDS_ONLY_CONTEXT = "needs_only_context"

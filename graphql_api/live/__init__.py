"""Live updates: the log of planning events on its way to every screen that follows it."""

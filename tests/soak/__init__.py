"""A plant that runs for long at a hundred times its pace: `make soak`."""

"""What looks after the server asks it: whether it lives, whether it is ready, and how it is doing."""

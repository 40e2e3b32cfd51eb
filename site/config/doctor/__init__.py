"""What `manage.py doctor` looks at, each finding with what to do about it."""

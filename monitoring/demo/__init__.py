"""`manage.py demo`: a whole plant on one machine, to look at and to try things out. No shop runs this."""

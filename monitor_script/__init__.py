"""The Monitor G5 script: tells Django how many parts the manually assigned operations have made.

A client and nothing more: it speaks HTTP to Django and to Monitor G5 and imports neither Django nor the
packages of the server. `python -m monitor_script --help` explains how to run it.
"""

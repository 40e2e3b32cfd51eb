"""Measurements: never part of the tests, for machines are noisy; what counts is ratios within one run."""

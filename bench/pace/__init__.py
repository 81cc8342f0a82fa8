"""The benchmark of the pacing engine: virtual clients, baselines, scores. See README.md beside this file."""

from .runs import HELD_OUT_SEEDS, POLICIES, TUNING_SEEDS, run_policies, run_policy

__all__ = ["HELD_OUT_SEEDS", "POLICIES", "TUNING_SEEDS", "run_policy", "run_policies"]

"""Warm kernels: notebooks run in processes forked from one that has imported everything already.

`engine` is a papermill engine, `pool` runs many notebooks. Under them: `stem` is the parent of the forks and `forks`
its owner's side; `kernel` and `streams` are what a forked kernel is, `child` what it sets first, `client` who speaks
with it over `wire`; `runner` is the process that has papermill run a job.
"""

"""Notebooks on papermill’s own kernels, in processes of their own."""

"""Renders on a Dask cluster: the notebook and the tables travel, the executed notebook comes home.

    for job, event in cluster.run(jobs, "tcp://scheduler:8786"):
        print(job.name, event["event"])

The events are those of `malirussia.render.notebook.job`. `address` checks where to, `parcel` is what travels, `alike`
compares two installations; `turns` says which job is next and where, `dispatch` has it run there, `iterator`
gives what comes; `worker` is what runs on a worker. Dask is imported when the first job is asked for, and nowhere
before.
"""

from malirussia.render.cluster.address import checked
from malirussia.render.cluster.iterator import run

__all__ = ["checked", "run"]

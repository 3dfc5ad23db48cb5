"""The seeded command that makes the sample workbooks."""

from fundscope.sample.make import make_sample, write_sample

__all__ = ["make_sample", "write_sample"]

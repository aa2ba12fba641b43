"""A process that has read all the code and holds no connection: what is forked from it starts in a moment."""

import multiprocessing

context = multiprocessing.get_context("forkserver")
# There is one such process for all tests of a process, so it reads whatever any of them wants.
context.set_forkserver_preload(["tests.proofs.delivery_worker", "tests.browser.forked"])

"""Does what it is told on standard input, as Peer.java tells it: an operation and a number a line, answered by
nanoseconds on the clock, nanoseconds of this thread on a processor, and a number made of the results."""

import sys
import time


def told(version, operations, before=lambda operation: None):
    """Answers until there is nothing more to do. Operations are functions of a number; a number comes back,
    or that and the nanoseconds on the clock, where those of the whole call say nothing. What is called before an operation is not counted."""
    print(version, flush=True)
    for line in sys.stdin:
        operation, number = line.split()
        run = operations.get(operation)
        if run is None:
            print("error: no operation", operation, "here", flush=True)
            continue
        try:
            before(operation)
            cpu = time.thread_time_ns()
            wall = time.perf_counter_ns()
            result = run(int(number))
            wall = time.perf_counter_ns() - wall
            cpu = time.thread_time_ns() - cpu
            if isinstance(result, tuple):
                result, wall = result
        except Exception as e:  # whatever it is, it is the reason that stands in the row
            print("error: %s: %s" % (type(e).__name__, str(e).replace("\n", " ")), flush=True)
            continue
        print(wall, cpu, result % (1 << 64), flush=True)

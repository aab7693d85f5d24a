"""Reads a ring buffer or a perf event array through BCC, as told on standard input.

    rings.py ring|perf SIZE PAGES

The channel is one of its own program, as BCC knows no others; "program 0" answers the program's id, so that the asker
can run it: each run writes an event of SIZE bytes whose first eight are 1, 2, ... 8. "drain N" reads the N events
that are there; "stream N" reads N that come, or fewer if then none comes for a second, and answers how many came.
"""

import ctypes
import sys
import time

import bcc
from told import told

kind, size, pages = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
TEXT = """
struct event { unsigned char bytes[%(size)d]; };
BPF_ARRAY(memory, struct event, 1);
%(channel)s
int program(struct __sk_buff *skb) {
  u32 first = 0;
  struct event *event = memory.lookup(&first);
  if (event) %(output)s;
  return 0;
}"""
CHANNELS = {
    "ring": ("BPF_RINGBUF_OUTPUT(channel, %d);" % pages, "channel.ringbuf_output(event, sizeof(*event), 0)"),
    "perf": ("BPF_PERF_OUTPUT(channel);", "channel.perf_submit(skb, event, sizeof(*event))"),
}
channel, output = CHANNELS[kind]
bpf = bcc.BPF(text=TEXT % {"size": size, "channel": channel, "output": output})
function = bpf.load_func("program", bcc.BPF.SOCKET_FILTER)
memory = bpf["memory"]
first = memory.Leaf()
for i in range(8):
    first.bytes[i] = i + 1
memory[memory.Key(0)] = first

total = 0
count = 0


def take(data):
    global total, count
    total += ctypes.c_ulonglong.from_address(data).value
    count += 1


def on_perf(cpu, data, length):
    take(data)


def on_ring(context, data, length):
    take(data)
    return 0


if kind == "ring":
    bpf["channel"].open_ring_buffer(on_ring)
else:
    bpf["channel"].open_perf_buffer(on_perf, page_cnt=pages)


def program(_):
    # The kernel's description of a descriptor has the program's id.
    with open("/proc/self/fdinfo/%d" % function.fd) as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("prog_id"))


def drain(times):
    global total, count
    total = 0
    count = 0
    if kind == "ring":
        bpf.ring_buffer_consume()
    else:
        bpf.perf_buffer_consume() if hasattr(bpf, "perf_buffer_consume") else bpf.perf_buffer_poll(0)
    if count != times:
        raise ValueError("%d events where %d were told of" % (count, times))
    return total


PATIENCE_MILLIS = 1000


def stream(times):
    global total, count
    total = 0
    count = 0
    poll = bpf.ring_buffer_poll if kind == "ring" else bpf.perf_buffer_poll
    begin = last = 0
    while True:
        before = count
        waited = time.perf_counter_ns()
        poll(PATIENCE_MILLIS)
        if count > before:
            last = time.perf_counter_ns()
            begin = begin or waited
        if count >= times or count > 0 and time.perf_counter_ns() - last > PATIENCE_MILLIS * 1000000:
            return count, last - begin


told("BCC " + bcc.__version__, {"program": program, "drain": drain, "stream": stream})

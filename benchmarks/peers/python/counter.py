"""Counts packets, calls or events through BCC, as told on standard input.

    counter.py OBJECT socket INTERFACE | uprobe FILE FUNCTION | tracepoint GROUP NAME

As ../c/counter.c; BCC compiles the program itself, so OBJECT is not looked at.
"""

import socket
import sys

import bcc
from told import told

COUNTS = "BPF_ARRAY(counts, u64, 256);"
PROGRAMS = {
    "socket": """
int program(struct __sk_buff *skb) {
  if (load_half(skb, 12) != 0x0800) return 0;
  u32 protocol = load_byte(skb, 23);
  counts.atomic_increment(protocol);
  return 0;
}""",
    "uprobe": "int program(void *context) { u32 at = 0; counts.atomic_increment(at); return 0; }",
    "tracepoint": "int program(void *context) { u32 at = 0; counts.atomic_increment(at); return 0; }",
}
PACKET_IGNORE_OUTGOING = 23
SOL_PACKET = 263
SO_ATTACH_BPF = 50
ETH_P_ALL = 3

kind, where = sys.argv[2], sys.argv[3:]
bpf = bcc.BPF(text=COUNTS + PROGRAMS[kind])
counts = bpf["counts"]
if kind == "socket":
    function = bpf.load_func("program", bcc.BPF.SOCKET_FILTER)
opened = None


def attach(_):
    global opened
    if kind == "socket":
        # BCC's attach_raw_socket() leaves the socket to itself; this one is closed to detach.
        opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        opened.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
        opened.setsockopt(socket.SOL_SOCKET, SO_ATTACH_BPF, function.fd)
        opened.bind((where[0], ETH_P_ALL))
    elif kind == "uprobe":
        bpf.attach_uprobe(name=where[0], sym=where[1], fn_name="program")
    else:
        bpf.attach_tracepoint(tp="%s:%s" % tuple(where), fn_name="program")
    return 0


def detach(_):
    if kind == "socket":
        opened.close()
    elif kind == "uprobe":
        bpf.detach_uprobe(name=where[0], sym=where[1])
    else:
        bpf.detach_tracepoint(tp="%s:%s" % tuple(where))
    return 0


def count(index):
    return counts[counts.Key(index)].value


told("BCC " + bcc.__version__, {"attach": attach, "detach": detach, "count": count})

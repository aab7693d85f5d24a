"""Does batches of map operations through BCC, as told on standard input.

    map_ops.py array|hash|mapped|structs|percpu ENTRIES

The map is one of its own program, as BCC knows no others. Operations are those of ../c/map_ops.c, and two more:
"seed" puts what reading starts from, and "content" sums up what is in the map.
"""

import sys
from ctypes import c_uint, c_ulonglong

import bcc
from told import told

DECLARATIONS = {
    "array": "BPF_ARRAY(table, u64, %d);",
    "hash": "BPF_HASH(table, u32, u64, %d);",
    "structs": """
struct pair_key { u32 a, b; u64 c; };
struct pair_value { u64 first, second; };
BPF_HASH(table, struct pair_key, struct pair_value, %d);""",
    "percpu": "BPF_PERCPU_ARRAY(table, u64, %d);",
}
STRIDE = 0x9E3779B1

kind, entries = sys.argv[1], int(sys.argv[2])
if kind not in DECLARATIONS:
    sys.exit("error: BCC cannot map a map into memory")
table = bcc.BPF(text=DECLARATIONS[kind] % entries)["table"]
mask = entries - 1
Key, Leaf = table.Key, table.Leaf


def get(times):
    total = 0
    for i in range(times):
        total += table[Key(i & mask)].value
    return total


def put(times):
    for i in range(times):
        table[Key(i & mask)] = Leaf(i)
    return times * (times - 1) // 2


def put_and_remove(times):
    for i in range(times):
        key = Key(i & mask)
        table[key] = Leaf(i)
        del table[key]
    return times * (times - 1) // 2


def get_far(times):
    total = 0
    for i in range(times):
        total += table[Key(i * STRIDE & mask)].value
    return total


def put_far(times):
    for i in range(times):
        table[Key(i * STRIDE & mask)] = Leaf(i)
    return times * (times - 1) // 2


def pair_key(n):
    return Key(n, n + 1, n + 2)


def get_struct(times):
    total = 0
    for i in range(times):
        value = table[pair_key(i & mask)]
        total += value.first + value.second
    return total


def put_struct(times):
    for i in range(times):
        table[pair_key(i & mask)] = Leaf(i, i + 1)
    return times * times


def sum_per_cpu(times):
    total = 0
    for i in range(times):
        total += sum(table[Key(i & mask)])
    return total


def passes(times):
    return range((times + entries - 1) // entries)


def iterate(times):
    total = 0
    for _ in passes(times):
        for key, value in table.items_lookup_batch():
            total += key + value
    return total


def walk(times):
    total = 0
    for _ in passes(times):
        for key, value in table.items():
            total += key.value + value.value
    return total


def fill(times):
    total = 0
    for _ in passes(times):
        keys = (c_uint * entries)(*range(entries))
        values = (c_ulonglong * entries)(*range(1, 3 * entries + 1, 3))
        table.items_update_batch(keys, values)
        total += sum(values)
    return total


def seed(count):
    if kind == "structs":
        for i in range(count):
            table[pair_key(i)] = Leaf(3 * i + 1, 3 * i + 2)
    elif kind == "percpu":
        for i in range(count):
            value = Leaf()
            for cpu in range(len(value)):
                value[cpu] = 3 * i + 1
            table[Key(i)] = value
    elif kind == "hash":
        return fill(count)
    else:
        for i in range(count):
            table[Key(i)] = Leaf(3 * i + 1)
    return 0


def content(_):
    if kind == "structs":
        return sum(value.first + value.second for value in table.values())
    if kind == "percpu":
        return sum(sum(value) for value in table.values())
    return sum(value.value for value in table.values())


def before(operation):
    if operation == "fill":
        table.clear()


OPERATIONS = {
    f.__name__: f
    for f in (get, put, put_and_remove, get_far, put_far, get_struct, put_struct, sum_per_cpu)
    + (iterate, walk, fill, seed, content)
}
told("BCC " + bcc.__version__, OPERATIONS, before)

package bpf4j.benchmarks.compare.event;

import bpf4j.perf.EventChannel;
import bpf4j.perf.PerfEventArray;
import bpf4j.perf.RingBuffer;

/** The kinds of channels. */
enum ChannelKind {
  RING("ring buffer"),
  PERF("perf event array");

  /** The size of a ring buffer, and of each CPU's part of a perf event array. */
  static final int BYTES = 1 << 22;

  private final String label;

  ChannelKind(String label) {
    this.label = label;
  }

  /** Its name for people. */
  String label() {
    return label;
  }

  /** What peers call it. */
  String argument() {
    return this == RING ? "ring" : "perf";
  }

  <T> EventChannel<T> create(EventSizes.EventSize<T> size) {
    return this == RING
        ? RingBuffer.builder(size.layout()).bytes(BYTES).create()
        : PerfEventArray.builder(size.layout()).bytes(BYTES).create();
  }
}

package bpf4j.compiler.internal.substitute;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.maps.BpfMap;
import bpf4j.perf.RingBuffer;

/** The helpers that the methods of channels are made of. They never run on the JVM. */
final class ChannelHelpers {
  private ChannelHelpers() {}

  @Helper(
      id = 25,
      name = "perf_event_output",
      since = "4.4",
      gplOnly = true,
      arguments = {
        Argument.CONTEXT,
        Argument.MAP,
        Argument.VALUE,
        Argument.MAP_VALUE,
        Argument.SIZE
      },
      result = Result.STATUS)
  static long perfEventOutput(BpfMap map, long flags, Object event) {
    throw new IllegalStateException("bpf_perf_event_output exists in the kernel only");
  }

  @Helper(
      id = 25,
      name = "perf_event_output",
      since = "4.4",
      gplOnly = true,
      arguments = {
        Argument.CONTEXT,
        Argument.MAP,
        Argument.VALUE,
        Argument.MEMORY,
        Argument.BOUNDED_SIZE
      },
      result = Result.STATUS)
  static long perfEventOutput(BpfMap map, long flags, byte[] bytes, int length) {
    throw new IllegalStateException("bpf_perf_event_output exists in the kernel only");
  }

  @Helper(
      id = 130,
      name = "ringbuf_output",
      since = "5.8",
      arguments = {Argument.MAP, Argument.MAP_VALUE, Argument.SIZE, Argument.VALUE},
      result = Result.STATUS)
  static long ringbufOutput(BpfMap map, Object event, long flags) {
    throw new IllegalStateException("bpf_ringbuf_output exists in the kernel only");
  }

  @Helper(
      id = 130,
      name = "ringbuf_output",
      since = "5.8",
      arguments = {Argument.MAP, Argument.MEMORY, Argument.BOUNDED_SIZE, Argument.VALUE},
      result = Result.STATUS)
  static long ringbufOutput(BpfMap map, byte[] bytes, int length, long flags) {
    throw new IllegalStateException("bpf_ringbuf_output exists in the kernel only");
  }

  @Helper(
      id = 131,
      name = "ringbuf_reserve",
      since = "5.8",
      arguments = {Argument.MAP, Argument.MAP_VALUE_SIZE, Argument.ZERO},
      result = Result.RING_BUFFER_MEMORY_OR_NULL,
      undo = @Helper.Undo(id = 133, name = "ringbuf_discard", zeros = 1))
  static <T> T ringbufReserve(RingBuffer<T> ring) {
    throw new IllegalStateException("bpf_ringbuf_reserve exists in the kernel only");
  }

  @Helper(
      id = 132,
      name = "ringbuf_submit",
      since = "5.8",
      arguments = {Argument.RING_BUFFER_MEMORY, Argument.VALUE},
      result = Result.VOID,
      givesBack = true)
  static void ringbufSubmit(Object event, long flags) {
    throw new IllegalStateException("bpf_ringbuf_submit exists in the kernel only");
  }

  @Helper(
      id = 133,
      name = "ringbuf_discard",
      since = "5.8",
      arguments = {Argument.RING_BUFFER_MEMORY, Argument.VALUE},
      result = Result.VOID,
      givesBack = true)
  static void ringbufDiscard(Object event, long flags) {
    throw new IllegalStateException("bpf_ringbuf_discard exists in the kernel only");
  }

  @Helper(
      id = 134,
      name = "ringbuf_query",
      since = "5.8",
      arguments = {Argument.MAP, Argument.VALUE})
  static long ringbufQuery(BpfMap map, long what) {
    throw new IllegalStateException("bpf_ringbuf_query exists in the kernel only");
  }
}

package bpf4j.maps.internal.kernel;

import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.ScalarLayout;
import bpf4j.syscall.system.Machine;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The values of one entry as a system call copies them: one per possible CPU, each at a multiple of
 * 8 ({@code bpf_percpu_hash_copy} in {@code kernel/bpf/hashtab.c}).
 *
 * @param <V> the type of one CPU's value
 */
record PerCpuValues<V>(Layout<V> layout, int stride, int cpus) {

  static <V> PerCpuValues<V> of(Layout<V> layout) {
    return new PerCpuValues<>(layout, KernelMap.alignUp(layout.size()), Machine.possibleCpuCount());
  }

  List<V> read(ByteBuffer source, int offset) {
    List<V> values = new ArrayList<>(cpus);
    for (int cpu = 0; cpu < cpus; cpu++) {
      values.add(layout.read(source, offset + cpu * stride));
    }
    return Collections.unmodifiableList(values);
  }

  void write(List<? extends V> values, ByteBuffer target, int offset) {
    if (values.size() != cpus) {
      throw new IllegalArgumentException(
          values.size() + " values for " + cpus + " possible CPUs; give one for each");
    }
    for (int cpu = 0; cpu < cpus; cpu++) {
      layout.write(values.get(cpu), target, offset + cpu * stride);
    }
  }

  long sum(ScalarLayout<?> numbers, ByteBuffer source, int offset) {
    long sum = 0;
    for (int cpu = 0; cpu < cpus; cpu++) {
      sum += numbers.readLong(source, offset + cpu * stride);
    }
    return sum;
  }

  long least(ScalarLayout<?> numbers, ByteBuffer source, int offset) {
    return extreme(numbers, source, offset, -1);
  }

  long greatest(ScalarLayout<?> numbers, ByteBuffer source, int offset) {
    return extreme(numbers, source, offset, 1);
  }

  /** The number that no other exceeds in a direction. */
  private long extreme(ScalarLayout<?> numbers, ByteBuffer source, int offset, int direction) {
    long extreme = numbers.readLong(source, offset);
    for (int cpu = 1; cpu < cpus; cpu++) {
      long other = numbers.readLong(source, offset + cpu * stride);
      int order =
          numbers.signed() ? Long.compare(other, extreme) : Long.compareUnsigned(other, extreme);
      if (order == direction) {
        extreme = other;
      }
    }
    return extreme;
  }

  void copy(ScalarLayout<?> numbers, ByteBuffer source, int offset, long[] into) {
    for (int cpu = 0; cpu < cpus; cpu++) {
      into[cpu] = numbers.readLong(source, offset + cpu * stride);
    }
  }

  static UnsupportedOperationException noCpu(String instead) {
    return new UnsupportedOperationException(
        "Only a kernel-side program runs on a certain CPU; from Java use " + instead);
  }
}

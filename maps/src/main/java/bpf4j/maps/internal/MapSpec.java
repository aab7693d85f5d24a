package bpf4j.maps.internal;

import bpf4j.maps.layout.Layout;
import bpf4j.syscall.bpf.MapType;
import java.util.Objects;

/**
 * What a map is to be, before there is one; checked against the kernel's rules that are known.
 *
 * @param <K> the type of a key
 * @param <V> the type of a value, of one CPU where each has its own
 * @param type the kernel's type
 * @param name at most 15 characters of letters, digits, {@code _} and {@code .}
 * @param keyLayout the layout of a key; {@link Layout#none()} where there are no keys
 * @param valueLayout the layout of a value; {@link Layout#none()} where there are none
 * @param maxEntries the capacity; bytes for rings; {@link #UNLIMITED} for local storages
 * @param flags as {@link bpf4j.syscall.bpf.MapFlags} has them
 * @param numaNode where to allocate, {@link #ANY_NODE} for anywhere
 * @param extra {@code map_extra}, whose meaning depends on the type
 */
public record MapSpec<K, V>(
    MapType type,
    String name,
    Layout<K> keyLayout,
    Layout<V> valueLayout,
    int maxEntries,
    int flags,
    int numaNode,
    long extra) {

  /** No NUMA node is preferred. */
  public static final int ANY_NODE = -1;

  /** What the kernel wants as the capacity of maps that have none. */
  public static final int UNLIMITED = 0;

  /** {@code MAX_BPF_STACK}: programs make keys on their stack ({@code kernel/bpf/hashtab.c}). */
  private static final int MAX_KEY_SIZE = 512;

  /** {@code PCPU_MIN_UNIT_SIZE} ({@code include/linux/percpu.h}). */
  private static final int MAX_PER_CPU_VALUE_SIZE = 32 << 10;

  /** Checks sizes. */
  public MapSpec {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(keyLayout, "keyLayout");
    Objects.requireNonNull(valueLayout, "valueLayout");
    if (maxEntries < (isLocalStorage(type) ? UNLIMITED : 1)) {
      throw new IllegalArgumentException(
          "maxEntries is " + maxEntries + ": a map needs room for at least 1 entry");
    }
    if (keyLayout.size() > MAX_KEY_SIZE) {
      throw new IllegalArgumentException(
          "keys of "
              + keyLayout
              + " take "
              + keyLayout.size()
              + " bytes; BPF allows "
              + MAX_KEY_SIZE);
    }
    if (isPerCpu(type) && valueLayout.size() > MAX_PER_CPU_VALUE_SIZE) {
      throw new IllegalArgumentException(
          "values of "
              + valueLayout
              + " take "
              + valueLayout.size()
              + " bytes; BPF allows "
              + MAX_PER_CPU_VALUE_SIZE
              + " for each CPU");
    }
    KernelObjects.check(type, flags, keyLayout, valueLayout);
  }

  /**
   * A map without flags, named after its kind and the type of its values.
   *
   * @param <K> the type of a key
   * @param <V> the type of a value
   * @param type the kernel's type
   * @param kind the first part of the name
   * @param keyLayout the layout of a key
   * @param valueLayout the layout of a value
   * @param maxEntries the capacity
   * @return the specification
   */
  public static <K, V> MapSpec<K, V> of(
      MapType type, String kind, Layout<K> keyLayout, Layout<V> valueLayout, int maxEntries) {
    String name = MapNames.of(kind, valueLayout);
    return new MapSpec<>(type, name, keyLayout, valueLayout, maxEntries, 0, ANY_NODE, 0);
  }

  /**
   * The same with more flags.
   *
   * @param more the flags to add
   * @return the specification
   */
  public MapSpec<K, V> withFlags(int more) {
    return new MapSpec<>(
        type, name, keyLayout, valueLayout, maxEntries, flags | more, numaNode, extra);
  }

  /**
   * The same with {@code map_extra}.
   *
   * @param value what the type takes it for
   * @return the specification
   */
  public MapSpec<K, V> withExtra(long value) {
    return new MapSpec<>(type, name, keyLayout, valueLayout, maxEntries, flags, numaNode, value);
  }

  /**
   * The same as it is to the kernel, whose keys and values are not always those of its users.
   *
   * @param <L> the type of a key
   * @param <W> the type of a value
   * @param keys the layout of a key
   * @param values the layout of a value
   * @param entries the capacity
   * @return the specification
   */
  public <L, W> MapSpec<L, W> as(Layout<L> keys, Layout<W> values, int entries) {
    return new MapSpec<>(type, name, keys, values, entries, flags, numaNode, extra);
  }

  /** {@return whether each entry has a value for each CPU} */
  public boolean isPerCpu() {
    return isPerCpu(type);
  }

  private static boolean isLocalStorage(MapType type) {
    return switch (type) {
      case SK_STORAGE, INODE_STORAGE, TASK_STORAGE, CGRP_STORAGE -> true;
      default -> false;
    };
  }

  private static boolean isPerCpu(MapType type) {
    return type == MapType.PERCPU_ARRAY
        || type == MapType.PERCPU_HASH
        || type == MapType.LRU_PERCPU_HASH;
  }
}

package bpf4j.compiler.internal.isa;

import java.util.Objects;

/**
 * A 64-bit immediate load that waits for a map's file descriptor.
 *
 * @param slot index of the load's first slot
 * @param map whatever the emitter named the map by; compared by identity or equality as the
 *     resolver likes
 * @param kind whether the map or an address in its value is loaded
 */
public record Relocation(int slot, Object map, Kind kind) {
  /** What is loaded. */
  public enum Kind {
    /** The map itself, as helpers take it. */
    MAP,
    /** An address inside the map's only value; the offset is in the second slot. */
    MAP_VALUE
  }

  /**
   * Makes a relocation.
   *
   * @param slot index of the load's first slot
   * @param map what names the map, not null
   * @param kind what is loaded, not null
   */
  public Relocation {
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(kind, "kind");
  }
}

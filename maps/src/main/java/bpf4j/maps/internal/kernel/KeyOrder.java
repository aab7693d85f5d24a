package bpf4j.maps.internal.kernel;

import java.nio.ByteBuffer;

/** The order in which the kernel goes through the keys of a map, whatever else is in it. */
@FunctionalInterface
interface KeyOrder {

  /**
   * Says whether a key comes behind another.
   *
   * @param keys where the key is
   * @param key where it begins
   * @param others where the other is
   * @param other where it begins
   * @return whether it comes later; false if they are the same
   */
  boolean isBehind(ByteBuffer keys, int key, ByteBuffer others, int other);
}

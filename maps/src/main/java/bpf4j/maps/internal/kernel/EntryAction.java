package bpf4j.maps.internal.kernel;

import java.nio.ByteBuffer;

/** Takes one entry as it lies in memory. */
interface EntryAction {

  void accept(ByteBuffer keys, int keyOffset, ByteBuffer values, int valueOffset);
}

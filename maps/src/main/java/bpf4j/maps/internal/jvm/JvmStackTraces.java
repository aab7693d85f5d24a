package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfStackTraces;
import bpf4j.maps.internal.MapSpec;

/** The twin of a map of stacks, which never has one. */
public final class JvmStackTraces extends JvmMap<Integer, long[]> implements BpfStackTraces {

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   */
  public JvmStackTraces(MapSpec<Integer, long[]> spec) {
    super(spec);
  }

  @Override
  public int depth() {
    return valueLayout().size() / Long.BYTES;
  }

  @Override
  public long[] get(int id) {
    requireOpen();
    return null;
  }

  @Override
  public boolean remove(int id) {
    requireOpen();
    return false;
  }

  @Override
  public void clear() {
    requireOpen();
  }
}

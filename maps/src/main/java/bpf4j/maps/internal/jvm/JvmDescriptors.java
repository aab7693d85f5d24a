package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfDescriptors;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.io.Fd;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The twin of maps of sockets or control groups.
 *
 * @param <K> the type of a key
 */
public final class JvmDescriptors<K> extends JvmTargets<K, Fd> implements BpfDescriptors<K> {

  /**
   * Makes an empty map.
   *
   * @param spec what it is to be
   */
  public JvmDescriptors(MapSpec<K, Void> spec) {
    super(spec);
  }

  @Override
  public void put(K key, Fd thing) {
    set(key, Objects.requireNonNull(thing, "thing"));
  }

  @Override
  public OptionalLong cookie(K key) {
    throw new UnsupportedOperationException("A twin knows no sockets, so it has no cookies");
  }
}

package bpf4j.maps.internal.jvm;

import bpf4j.maps.BpfBloomFilter;
import bpf4j.maps.internal.BloomHashes;
import bpf4j.maps.internal.MapSpec;
import java.util.HashSet;
import java.util.Set;

/**
 * The twin of bloom filters, which knows exactly what it has.
 *
 * @param <V> the type of a value
 */
public final class JvmBloomFilter<V> extends JvmMap<Void, V> implements BpfBloomFilter<V> {

  private final Set<KeyBytes> content = new HashSet<>();
  private final int hashFunctions;

  /**
   * Makes an empty filter.
   *
   * @param spec what it is to be
   */
  public JvmBloomFilter(MapSpec<Void, V> spec) {
    super(spec);
    this.hashFunctions = BloomHashes.of(spec);
  }

  @Override
  public synchronized void add(V value) {
    requireOpen();
    content.add(values.key(value));
  }

  @Override
  public synchronized boolean mightContain(V value) {
    requireOpen();
    return content.contains(values.key(value));
  }

  @Override
  public int hashFunctions() {
    return hashFunctions;
  }
}

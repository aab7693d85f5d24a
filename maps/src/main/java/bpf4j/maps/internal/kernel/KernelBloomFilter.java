package bpf4j.maps.internal.kernel;

import bpf4j.maps.BpfBloomFilter;
import bpf4j.maps.internal.BloomHashes;
import bpf4j.maps.internal.MapSpec;
import bpf4j.syscall.bpf.ElementCall;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.io.Fd;

/**
 * A bloom filter in the kernel.
 *
 * @param <V> the type of a value
 */
public final class KernelBloomFilter<V> extends KernelMap<Void, V> implements BpfBloomFilter<V> {

  private final int hashFunctions;

  /**
   * Creates the map.
   *
   * @param spec what it is to be
   */
  public KernelBloomFilter(MapSpec<Void, V> spec) {
    super(spec);
    this.hashFunctions = BloomHashes.of(spec);
  }

  /**
   * Opens a map that exists.
   *
   * @param spec what it is
   * @param opened its descriptor, which this map closes
   */
  public KernelBloomFilter(MapSpec<Void, V> spec, Fd opened) {
    super(spec, opened);
    this.hashFunctions = BloomHashes.of(spec);
  }

  @Override
  public void add(V value) {
    callWithValue(value).push(fd(), valueOffset, MapFlags.ANY);
  }

  @Override
  public boolean mightContain(V value) {
    return callWithValue(value).peek(fd(), valueOffset);
  }

  @Override
  public int hashFunctions() {
    return hashFunctions;
  }

  private ElementCall callWithValue(V value) {
    ElementCall call = call();
    valueLayout.write(value, call.buffer(), valueOffset);
    return call;
  }
}

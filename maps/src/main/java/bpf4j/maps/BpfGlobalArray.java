package bpf4j.maps;

/**
 * An array that programs and this process share, whose elements a program reaches at their address
 * ({@code BPF_PSEUDO_MAP_VALUE}, Linux 5.2): a constant index costs nothing, any other one
 * comparison. No helper is called.
 *
 * <p>To the kernel it is an array of one entry, whose value holds all elements: that is the one
 * kind of map whose memory programs address directly. So system calls, and tools such as {@code
 * bpftool map dump}, see one large value; {@link #fd} is a descriptor of that. Kernels before 6.4
 * or so take values up to 4 MiB.
 *
 * @param <V> the type of an element
 */
public interface BpfGlobalArray<V> extends BpfMmapArray<V> {

  /**
   * {@return how many bytes lie from the start of one element to that of the next: the size of an
   * integer, a multiple of eight for anything else}
   */
  int stride();
}

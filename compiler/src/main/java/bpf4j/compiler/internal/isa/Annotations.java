package bpf4j.compiler.internal.isa;

/**
 * What a disassembly can add to bare instructions. Every method may answer {@code null}, meaning
 * "nothing known", which is also what each does unless overridden.
 */
public interface Annotations {
  /** Knows nothing. */
  Annotations NONE = new Annotations() {};

  /**
   * The name of a helper.
   *
   * @param number the helper's number
   * @return for example {@code map_lookup_elem}, or null
   */
  default String helper(int number) {
    return null;
  }

  /**
   * The name of a kernel function.
   *
   * @param btfId the function's BTF id
   * @param fdArrayIndex index of its module's BTF, 0 for the kernel proper
   * @return the name, or null
   */
  default String kernelFunction(int btfId, int fdArrayIndex) {
    return null;
  }

  /**
   * The name of the BPF function that starts at an instruction.
   *
   * @param position its slot index
   * @return the name, or null where no function starts or it has no name
   */
  default String function(int position) {
    return null;
  }

  /**
   * The name of the map that a 64-bit immediate load refers to.
   *
   * @param position the load's slot index
   * @return the name, or null
   */
  default String map(int position) {
    return null;
  }

  /**
   * The source line whose code starts at an instruction.
   *
   * @param position its slot index
   * @return for example {@code Firewall.java:17: return XdpAction.DROP}, or null
   */
  default String source(int position) {
    return null;
  }
}

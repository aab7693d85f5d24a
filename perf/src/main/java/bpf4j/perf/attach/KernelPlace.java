package bpf4j.perf.attach;

import bpf4j.elf.Btf;
import bpf4j.elf.BtfType;
import java.util.List;

/**
 * A place in the kernel that BTF has the type of, so that programs there see typed arguments: a
 * function, a hook of security modules, or a tracepoint. Immutable.
 *
 * @param kind what it is
 * @param name its name, without what the kernel puts in front of it
 * @param module the module that it is in; the empty string for the kernel itself
 * @param types the types, which ids here refer to
 * @param typeId the id that programs are loaded with ({@code attach_btf_id})
 * @param parameters its parameters in order; those of older kernels' tracepoints have no names
 * @param result the id of the type that it returns, 0 for none
 */
public record KernelPlace(
    Kind kind,
    String name,
    String module,
    Btf types,
    int typeId,
    List<BtfType.Parameter> parameters,
    int result) {
  /** The kinds of places. */
  public enum Kind {
    /** A function of the kernel (Linux 5.5), or of a module (Linux 5.11). */
    FUNCTION("function"),
    /** A hook of the Linux security modules (Linux 5.7). */
    SECURITY_HOOK("security hook"),
    /** A tracepoint (Linux 5.5). */
    TRACEPOINT("tracepoint");

    private final String description;

    Kind(String description) {
      this.description = description;
    }

    /** {@return the kind's name, for people} */
    public String description() {
      return description;
    }
  }

  /** Copies the list. */
  public KernelPlace {
    parameters = List.copyOf(parameters);
  }

  /**
   * A function, of the kernel or of a loaded module.
   *
   * @param name its name, as {@code /proc/kallsyms} has it
   * @return the function
   * @throws NoSuchKernelFunctionException if none of that name has a type
   * @throws java.io.UncheckedIOException if this kernel has no types ({@code
   *     CONFIG_DEBUG_INFO_BTF})
   */
  public static KernelPlace function(String name) {
    return KernelPlaces.function(name);
  }

  /**
   * A hook of the Linux security modules.
   *
   * @param name its name, such as {@code file_open}
   * @return the hook
   * @throws NoSuchKernelFunctionException if there is no such hook
   * @throws java.io.UncheckedIOException if this kernel has no types
   */
  public static KernelPlace securityHook(String name) {
    return KernelPlaces.securityHook(name);
  }

  /**
   * A tracepoint, of the kernel or of a loaded module.
   *
   * @param name its name without a group, such as {@code sched_switch}
   * @return the tracepoint
   * @throws bpf4j.perf.tracepoint.NoSuchTracepointException if there is no such tracepoint
   * @throws java.io.UncheckedIOException if this kernel has no types
   */
  public static KernelPlace tracepoint(String name) {
    return KernelPlaces.tracepoint(name);
  }

  /** {@return what it is, and its name} */
  @Override
  public String toString() {
    return kind.description + " " + name + (module.isEmpty() ? "" : " of module " + module);
  }
}

package bpf4j.perf.attach;

import java.util.List;

/** The running kernel has no function of a name, or none that can be attached to. */
public final class NoSuchKernelFunctionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchKernelFunctionException(String name, List<String> nearest) {
    super(
        "this kernel has no function "
            + name
            + " that can be attached to"
            + (nearest.isEmpty() ? "" : "; the nearest are " + String.join(", ", nearest)));
  }
}

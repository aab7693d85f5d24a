package bpf4j.perf.attach;

import java.util.List;

/** The running kernel has no function or hook of a name, or none that can be attached to. */
public final class NoSuchKernelFunctionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchKernelFunctionException(String name, List<String> nearest) {
    this(message("function " + name + " that can be attached to", nearest));
  }

  private NoSuchKernelFunctionException(String message) {
    super(message);
  }

  /** For the hooks of security modules, which are functions too. */
  static NoSuchKernelFunctionException ofHook(String name, List<String> nearest) {
    return new NoSuchKernelFunctionException(message("hook of security modules " + name, nearest));
  }

  private static String message(String what, List<String> nearest) {
    return "this kernel has no "
        + what
        + (nearest.isEmpty() ? "" : "; the nearest are " + String.join(", ", nearest));
  }
}

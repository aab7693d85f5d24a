package bpf4j.compiler.internal.declaration;

import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.perf.attach.KernelPlace;
import bpf4j.perf.tracepoint.TracepointFormat;
import bpf4j.perf.tracepoint.TracepointName;
import java.util.List;

/** What is known of a program's context besides its type: that of the place it is compiled for. */
public sealed interface Binding {
  /** Nothing: it will do for any place. */
  Binding NONE = new Anywhere();

  /** Nothing is known. */
  record Anywhere() implements Binding {}

  /**
   * The record of a tracepoint.
   *
   * @param name the tracepoint
   * @param format what it records in the running kernel
   */
  record AtTracepoint(TracepointName name, TracepointFormat format) implements Binding {}

  /**
   * A place in the kernel of which the types are known.
   *
   * @param place the place
   * @param seesResult whether programs there are given what it returns
   */
  record AtPlace(KernelPlace place, boolean seesResult) implements Binding {}

  /**
   * Places of a statically defined probe whose arguments are in the same registers and memory.
   *
   * @param probe its name, for messages
   * @param arguments where they are
   */
  record AtProbe(String probe, List<UsdtArgument> arguments) implements Binding {
    /** Copies the list. */
    public AtProbe {
      arguments = List.copyOf(arguments);
    }
  }
}

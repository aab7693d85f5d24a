package bpf4j.compiler.internal.declaration;

import bpf4j.perf.tracepoint.TracepointFormat;
import bpf4j.perf.tracepoint.TracepointName;

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
}

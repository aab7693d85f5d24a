package bpf4j.compiler;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;

/**
 * Checks kernel-side code without a kernel and without privileges, for unit tests: what passes here
 * compiles on every machine whose kernel has the helpers it calls.
 */
public final class BpfCompiler {
  private BpfCompiler() {}

  /**
   * Checks a program for packet sockets.
   *
   * @param lambda the program
   * @throws CompileException if it cannot become a BPF program
   */
  public static void check(SocketFilter.Tap lambda) {
    Compilation.of(lambda, CompileOptions.tap(LinkLayer.ETHERNET));
  }

  /**
   * Checks a program for sockets of yours.
   *
   * @param lambda the program
   * @throws CompileException if it cannot become a BPF program
   */
  public static void checkFilter(SocketFilter.Filter lambda) {
    Compilation.of(lambda, CompileOptions.filter());
  }
}

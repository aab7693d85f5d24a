package bpf4j.compiler;

/**
 * What compiling a program took, stage by stage, in nanoseconds. The first program that a JVM
 * compiles takes hundreds of times as long as the thousandth, since the compiler itself is not
 * compiled yet.
 *
 * @param capture looking behind the lambda: its method and what it captured
 * @param read opening, reading and parsing class files
 * @param translate bytecode to SSA form, calls inlined
 * @param optimize all passes of the optimizer, lowering included
 * @param generate selection, register allocation and encoding
 */
public record CompileTimes(long capture, long read, long translate, long optimize, long generate) {

  /** {@return all stages together} */
  public long total() {
    return capture + read + translate + optimize + generate;
  }
}

package bpf4j.compiler;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.syscall.bpf.ProgramType;
import java.util.List;

/**
 * A program in BPF instructions, not yet in the kernel: can be looked at, run on the JVM, and
 * loaded as often as one likes. Immutable and thread-safe.
 *
 * @param <P> the functional interface that the program implements
 */
public final class CompiledProgram<P> {
  private final P lambda;
  private final Compilation compilation;

  CompiledProgram(P lambda, Compilation compilation) {
    this.lambda = lambda;
    this.compilation = compilation;
  }

  /** The kernel's type of the program. */
  public ProgramType type() {
    return compilation.options().programType();
  }

  /** The lambda itself, which is the same program for the JVM. */
  public P lambda() {
    return lambda;
  }

  /** The instructions in order; a 64-bit immediate load is one of them and takes two slots. */
  public List<Instruction> instructions() {
    return ProgramListing.instructions(compilation.code());
  }

  /** The number of eight-byte slots that the instructions take. */
  public int size() {
    return compilation.code().code().size();
  }

  /**
   * The number of slots outside the blocks that only count failing runs; these come last, and a run
   * that does not fail does not reach them.
   */
  public int hotSize() {
    return compilation.code().hotSlots();
  }

  /** Bytes of stack in use, at most 512. */
  public int stackBytes() {
    return compilation.code().stackBytes();
  }

  /** What compiling took. */
  public CompileTimes compileTimes() {
    return compilation.times();
  }

  /** The instructions as text, one a line, with map names and Java lines. */
  public String disassemble() {
    return ProgramListing.disassemble(compilation.code());
  }

  /**
   * Brings the program into the kernel.
   *
   * @throws VerifierException if the verifier refuses it
   * @throws bpf4j.syscall.SyscallException if the kernel refuses for another reason, such as
   *     missing privileges
   * @throws IllegalStateException if a map of the program is closed or lives in the JVM only
   */
  public KernelProgram load() {
    return KernelProgram.load(compilation);
  }

  Compilation compilation() {
    return compilation;
  }
}

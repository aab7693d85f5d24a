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

  /** {@return the kernel's type of the program} */
  public ProgramType type() {
    return compilation.options().programType();
  }

  /** {@return the lambda itself, which is the same program for the JVM} */
  public P lambda() {
    return lambda;
  }

  /**
   * {@return the instructions in order; a 64-bit immediate load is one of them and takes two slots}
   */
  public List<Instruction> instructions() {
    return ProgramListing.instructions(compilation.code());
  }

  /** {@return the number of eight-byte slots that the instructions take} */
  public int size() {
    return compilation.code().code().size();
  }

  /**
   * The size of what a run that does not fail can reach: the blocks that only count failing runs
   * come last.
   *
   * @return the number of slots outside of those blocks
   */
  public int hotSize() {
    return compilation.code().hotSlots();
  }

  /** {@return bytes of stack in use, at most 512} */
  public int stackBytes() {
    return compilation.code().stackBytes();
  }

  /** {@return what compiling took} */
  public CompileTimes compileTimes() {
    return compilation.times();
  }

  /** {@return the instructions as text, one a line, with map names and Java lines} */
  public String disassemble() {
    return ProgramListing.disassemble(compilation.code());
  }

  /**
   * Brings the program into the kernel.
   *
   * @return the loaded program, to be closed
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

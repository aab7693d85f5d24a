package bpf4j.compiler.internal.declaration;

import bpf4j.compiler.declare.DeclarationException;
import bpf4j.compiler.declare.Intrinsic;
import java.util.List;

/**
 * Where the registers lie that the C calling convention uses, in the structure that programs see of
 * {@code struct pt_regs} ({@code asm/ptrace.h}).
 *
 * @param arguments the registers of a function's arguments
 * @param result the register of its result
 * @param instructionPointer the instruction pointer
 * @param stackPointer the stack pointer
 * @param framePointer the frame pointer
 * @param size bytes of the structure
 */
public record PtRegs(
    List<Integer> arguments,
    int result,
    int instructionPointer,
    int stackPointer,
    int framePointer,
    int size) {
  private static final int SIMULATED_ARGUMENTS = 400;
  private static final PtRegs X86_64 =
      new PtRegs(List.of(112, 104, 96, 88, 72, 64), 80, 128, 152, 32, 168);
  private static final PtRegs AARCH64 =
      new PtRegs(List.of(0, 8, 16, 24, 32, 40), 0, 256, 248, 232, 272);

  /**
   * Those of the machine that this runs on.
   *
   * @throws DeclarationException if they are not known
   */
  public static PtRegs ofThisMachine() {
    String arch = System.getProperty("os.arch", "");
    return switch (arch) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64" -> AARCH64;
      default ->
          throw new DeclarationException(
              "the registers of " + arch + " are not known; use tracepoints instead of probes");
    };
  }

  /**
   * Where the context has what an intrinsic reads.
   *
   * @param index for arguments, which
   * @throws IndexOutOfBoundsException if there is no such argument
   */
  public int offset(Intrinsic.Kind kind, int index) {
    return switch (kind) {
      case ARGUMENT -> arguments.get(index);
      case RETURN_VALUE -> result;
      case INSTRUCTION_POINTER -> instructionPointer;
      case STACK_POINTER -> stackPointer;
      case FRAME_POINTER -> framePointer;
      // On the JVM only, behind everything else.
      case USDT_ARGUMENT -> SIMULATED_ARGUMENTS + java.util.Objects.checkIndex(index, 12) * 8;
      case SAMPLE_PERIOD -> size;
      case SAMPLE_ADDRESS -> size + Long.BYTES;
      default -> throw new IllegalArgumentException(kind + " reads no register");
    };
  }
}

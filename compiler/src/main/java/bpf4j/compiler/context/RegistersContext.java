package bpf4j.compiler.context;

import bpf4j.compiler.declare.Intrinsic;

/**
 * The registers of the code that a program interrupts: {@code struct pt_regs}, as the C calling
 * convention uses them. Known for x86-64 and 64-bit ARM.
 */
public interface RegistersContext extends ProgramContext {
  /**
   * An argument of the function at whose entry the program runs.
   *
   * @param index 0 to 5, a constant
   * @return a number or an address, all 64 bits of the register
   */
  @Intrinsic(Intrinsic.Kind.ARGUMENT)
  long arg(int index);

  /**
   * What the function returns at whose end the program runs.
   *
   * @return a number or an address, all 64 bits of the register
   */
  @Intrinsic(Intrinsic.Kind.RETURN_VALUE)
  long returnValue();

  /**
   * Where the code was interrupted.
   *
   * @return an address
   */
  @Intrinsic(Intrinsic.Kind.INSTRUCTION_POINTER)
  long instructionPointer();

  /**
   * The top of the stack.
   *
   * @return an address
   */
  @Intrinsic(Intrinsic.Kind.STACK_POINTER)
  long stackPointer();

  /**
   * The frame of the interrupted function, where it keeps one.
   *
   * @return an address
   */
  @Intrinsic(Intrinsic.Kind.FRAME_POINTER)
  long framePointer();
}

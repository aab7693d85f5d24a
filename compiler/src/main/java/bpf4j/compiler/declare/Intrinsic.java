package bpf4j.compiler.declare;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose kernel-side code the compiler makes by itself, in place of the method's
 * body. The body, where there is one, is the JVM twin and means the same.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Intrinsic {
  /**
   * What the compiler puts in place of the call.
   *
   * @return the operation
   */
  Kind value();

  /** The operations. "The view" is the receiver; offsets are counted from its first byte. */
  enum Kind {
    /** {@code int ()}: the view's own offset from the packet's first byte. */
    OFFSET,
    /** {@code int (int offset)}: one byte, zero-extended; fail-stop outside the packet. */
    READ_U8,
    /** {@code int (int offset)}: two bytes, zero-extended; fail-stop outside the packet. */
    READ_U16,
    /** {@code int (int offset)}: four bytes; fail-stop outside the packet. */
    READ_I32,
    /** {@code long (int offset)}: four bytes, zero-extended; fail-stop outside the packet. */
    READ_U32,
    /** {@code long (int offset)}: six bytes, zero-extended; fail-stop outside the packet. */
    READ_U48,
    /** {@code long (int offset)}: eight bytes; fail-stop outside the packet. */
    READ_I64,
    /** {@code void (int offset, byte[] to)}: fills the array; fail-stop outside the packet. */
    LOAD_BYTES,
    /**
     * {@code H (int offset, Class<H> type)}: the view of constant type {@code type} at the view's
     * offset plus {@code offset}. Reads and checks nothing.
     */
    VIEW,
    /** {@code void (boolean condition)}: fail-stop when false. */
    REQUIRE,
    /** {@code void (int offset, int value)}: writes the low byte; fail-stop outside the packet. */
    WRITE_U8,
    /** {@code void (int offset, int value)}: writes the low two bytes; fail-stop outside. */
    WRITE_U16,
    /** {@code void (int offset, int value)}: writes four bytes; fail-stop outside the packet. */
    WRITE_I32,
    /** {@code void (int offset, long value)}: writes the low six bytes; fail-stop outside. */
    WRITE_U48,
    /** {@code void (int offset, long value)}: writes eight bytes; fail-stop outside the packet. */
    WRITE_I64,
    /** {@code int ()}: the packet's length, where no context field has it. */
    LENGTH,
    /** {@code long (int index)}: the register of a function's argument, by constant index. */
    ARGUMENT,
    /** {@code long ()}: the register of a function's result. */
    RETURN_VALUE,
    /** {@code long ()}: the instruction pointer. */
    INSTRUCTION_POINTER,
    /** {@code long ()}: the stack pointer. */
    STACK_POINTER,
    /** {@code long ()}: the frame pointer. */
    FRAME_POINTER,
    /** {@code long (int index)}: an argument of a statically defined probe, by constant index. */
    USDT_ARGUMENT,
    /**
     * {@code long (int index)} or {@code S (int index, Class<S> type)}: an argument of a place in
     * the kernel, by constant index; as a number, or as the struct that it points to.
     */
    PLACE_ARGUMENT,
    /** {@code long ()} or {@code S (Class<S> type)}: what a place in the kernel returns. */
    PLACE_RESULT,
    /** {@code long ()}: a perf event's period. */
    SAMPLE_PERIOD,
    /** {@code long ()}: a perf event's address. */
    SAMPLE_ADDRESS,
    /**
     * {@code int ()}: the length of the link-layer header at the packet's start, a constant of the
     * compilation; 0 where packets have none.
     */
    LINK_HEADER_LENGTH,
    /** {@code int ()}: where the network header starts, a constant of the compilation. */
    NETWORK_OFFSET,
    /** {@code S (Class<S> type)}: the current thread's {@code struct task_struct}. */
    CURRENT_TASK,
    /** {@code S (Class<S> type, long address)}: the kernel's struct at an address. */
    KERNEL_STRUCT,
    /** {@code long ()}: the address of the kernel's struct. */
    KERNEL_ADDRESS,
    /**
     * A pure function, called by the compiler on the JVM when all its arguments are constants of
     * the compilation; refused otherwise.
     */
    FOLD
  }
}

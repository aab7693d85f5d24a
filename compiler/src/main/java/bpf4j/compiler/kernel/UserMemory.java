package bpf4j.compiler.kernel;

import bpf4j.compiler.declare.Helper;
import bpf4j.compiler.declare.Helper.Argument;
import bpf4j.compiler.declare.Helper.Result;
import bpf4j.compiler.internal.simulate.HelperTwin;
import bpf4j.compiler.internal.simulate.MemoryTwin;
import bpf4j.syscall.bpf.ProgramType;

/**
 * Memory of the process that the program runs in, read by address.
 *
 * <p>Reading never faults: it fails when the memory is not there, or is not in main memory at the
 * moment. On the JVM the addresses that a {@link bpf4j.compiler.SimulatedKernel} was given memory
 * for can be read, all others fail.
 */
public final class UserMemory {
  private UserMemory() {}

  /**
   * Reads a number of 1 byte in host order; the run fails when it cannot be read ({@code
   * bpf_probe_read_user}, Linux 5.5, GPL-only).
   *
   * @param address where it lies
   * @return the number
   */
  @Helper(
      id = 112,
      name = "probe_read_user",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.RESULT_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static byte readByte(long address) {
    return (byte) MemoryTwin.number("probe_read_user", address, 1);
  }

  /**
   * Reads a number of 2 bytes in host order; the run fails when it cannot be read ({@code
   * bpf_probe_read_user}, Linux 5.5, GPL-only).
   *
   * @param address where it lies
   * @return the number
   */
  @Helper(
      id = 112,
      name = "probe_read_user",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.RESULT_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static short readShort(long address) {
    return (short) MemoryTwin.number("probe_read_user", address, 2);
  }

  /**
   * Reads a number of 4 bytes in host order; the run fails when it cannot be read ({@code
   * bpf_probe_read_user}, Linux 5.5, GPL-only).
   *
   * @param address where it lies
   * @return the number
   */
  @Helper(
      id = 112,
      name = "probe_read_user",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.RESULT_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static int readInt(long address) {
    return (int) MemoryTwin.number("probe_read_user", address, 4);
  }

  /**
   * Reads a number of 8 bytes in host order; the run fails when it cannot be read ({@code
   * bpf_probe_read_user}, Linux 5.5, GPL-only).
   *
   * @param address where it lies
   * @return the number
   */
  @Helper(
      id = 112,
      name = "probe_read_user",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.RESULT_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static long readLong(long address) {
    return MemoryTwin.number("probe_read_user", address, 8);
  }

  /**
   * Fills an array; with zeros when the memory cannot be read ({@code bpf_probe_read_user}, Linux
   * 5.5, GPL-only).
   *
   * @param to the array
   * @param address where the memory lies
   * @return 0, or a negative errno
   */
  @Helper(
      id = 112,
      name = "probe_read_user",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static long read(byte[] to, long address) {
    return HelperTwin.number("probe_read_user", to, address);
  }

  /**
   * Fills the beginning of an array; with zeros when the memory cannot be read ({@code
   * bpf_probe_read_user}, Linux 5.5, GPL-only).
   *
   * @param to the array
   * @param length how many bytes, at most as many as the array has; more end the run
   * @param address where the memory lies
   * @return 0, or a negative errno
   */
  @Helper(
      id = 112,
      name = "probe_read_user",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.UNINITIALIZED_MEMORY, Argument.BOUNDED_SIZE_OR_ZERO, Argument.ADDRESS},
      result = Result.STATUS)
  public static long readPart(byte[] to, int length, long address) {
    return MemoryTwin.part("probe_read_user", to, length, address);
  }

  /**
   * Copies a string that ends with a zero byte, cut to the array's length; the last byte is always
   * zero ({@code bpf_probe_read_user_str}, Linux 5.5, GPL-only).
   *
   * @param to the array
   * @param address where the string lies
   * @return the number of bytes copied, the ending zero included, or a negative errno
   */
  @Helper(
      id = 114,
      name = "probe_read_user_str",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static long readString(byte[] to, long address) {
    return HelperTwin.number("probe_read_user_str", to, address);
  }

  /**
   * Overwrites memory of the current process. For experiments: the process knows nothing of it
   * ({@code bpf_probe_write_user}, Linux 4.8, GPL-only).
   *
   * @param address where to
   * @param from the bytes
   * @return 0, or a negative errno
   */
  @Helper(
      id = 36,
      name = "probe_write_user",
      since = "4.8",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING,
        ProgramType.LSM,
        ProgramType.SYSCALL
      },
      gplOnly = true,
      arguments = {Argument.ADDRESS, Argument.MEMORY, Argument.SIZE},
      result = Result.STATUS)
  public static long write(long address, byte[] from) {
    return HelperTwin.number("probe_write_user", address, from);
  }

  /**
   * Fills an array from memory that may have to be brought in first; only for programs that may
   * sleep ({@code bpf_copy_from_user}, Linux 5.10).
   *
   * @param to the array
   * @param address where the memory lies
   * @return 0, or a negative errno
   */
  @Helper(
      id = 148,
      name = "copy_from_user",
      since = "5.10",
      callers = {
        ProgramType.KPROBE,
        ProgramType.TRACEPOINT,
        ProgramType.PERF_EVENT,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.RAW_TRACEPOINT_WRITABLE,
        ProgramType.TRACING,
        ProgramType.LSM,
        ProgramType.SYSCALL
      },
      arguments = {Argument.UNINITIALIZED_MEMORY, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static long copy(byte[] to, long address) {
    return HelperTwin.number("copy_from_user", to, address);
  }

  /**
   * A string that ends with a zero byte ({@code bpf_probe_read_user_str}, Linux 5.5, GPL-only), cut
   * to one byte less than its size; the run fails when it cannot be read.
   *
   * @param address where it lies
   * @param size the bytes of stack that it takes, a constant from 1 to 384
   * @return the string; bytes that are not UTF-8 stay what they are in a program
   */
  @Helper(
      id = 114,
      name = "probe_read_user_str",
      since = "5.5",
      gplOnly = true,
      arguments = {Argument.RESULT_STRING, Argument.SIZE, Argument.ADDRESS},
      result = Result.STATUS)
  public static String string(long address, int size) {
    return MemoryTwin.string("probe_read_user_str", address, size);
  }
}

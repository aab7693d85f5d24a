package bpf4j.compiler.internal.ir;

/**
 * What a function of the program and a callback of its share, in the function's stack frame: words
 * of eight bytes. First the program's context, then how the callback ended, then values that it
 * takes or leaves.
 *
 * @param address where the callback finds it
 */
public record CallbackFrame(Value address) {
  /** Where the program's context is. */
  public static final int CONTEXT = 0;

  /** Where the callback leaves how it ended, if it stops being called. */
  public static final int STATUS = 8;

  /** Where the first of the values is. */
  public static final int VALUES = 16;

  /** The status as long as the callback has not stopped. */
  public static final long WENT_ON = 0;

  /** The status of a run that failed in the callback, and has been counted there. */
  public static final long FAILED = 1;

  /** The status of the first way out that is not a failure. */
  public static final long FIRST_EXIT = 2;

  /** What a callback returns to be called again. */
  public static final long GO_ON = 0;

  /** What a callback returns to be called no more. */
  public static final long STOP = 1;
}

package bpf4j.compiler.internal.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/** What helpers that are declared in one way do on the JVM: ask the current {@link KernelTwin}. */
public final class HelperTwin {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private HelperTwin() {}

  /**
   * Asks for a number.
   *
   * @param helper the kernel's name without {@code bpf_}
   * @param arguments the Java arguments
   */
  public static long number(String helper, Object... arguments) {
    Object answer = KernelTwin.current().call(helper, arguments);
    if (answer instanceof Number number) {
      return number.longValue();
    } else if (answer instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    throw new IllegalStateException(
        "the answer to bpf_" + helper + " is " + answer + ", but must be a number");
  }

  /**
   * Asks for an object.
   *
   * @param type its class
   * @param helper the kernel's name without {@code bpf_}
   * @param arguments the Java arguments
   */
  public static <T> T object(Class<T> type, String helper, Object... arguments) {
    Object answer = KernelTwin.current().call(helper, arguments);
    if (type.isInstance(answer)) {
      return type.cast(answer);
    }
    throw new IllegalStateException(
        "the answer to bpf_" + helper + " is " + answer + ", but must be a " + type.getName());
  }

  /** As {@link #object}, which may also be null. */
  public static <T> T objectOrNull(Class<T> type, String helper, Object... arguments) {
    Object answer = KernelTwin.current().call(helper, arguments);
    if (answer == null || type.isInstance(answer)) {
      return type.cast(answer);
    }
    throw new IllegalStateException(
        "the answer to bpf_" + helper + " is " + answer + ", but must be a " + type.getName());
  }

  /** Asks for nothing. */
  public static void call(String helper, Object... arguments) {
    KernelTwin.current().call(helper, arguments);
  }

  /** {@code CLOCK_BOOTTIME}, as exactly as {@code /proc/uptime} has it: to ten milliseconds. */
  public static long bootTime() {
    return numberOr("ktime_get_boot_ns", HelperTwin::uptime);
  }

  /** C's {@code strncmp} of as many bytes as there are. */
  public static long compare(byte[] text, String with) {
    byte[] other = (with + '\0').getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      int difference = (text[i] & 0xff) - (other[i] & 0xff);
      if (difference != 0 || text[i] == 0) {
        return difference;
      }
    }
    return 0;
  }

  /** {@code CLOCK_MONOTONIC}, finer than the coarse clock. */
  public static long coarseTime() {
    return numberOr("ktime_get_coarse_ns", System::nanoTime);
  }

  private static long numberOr(String helper, LongSupplier real) {
    return KernelTwin.current().answers(helper) ? number(helper) : real.getAsLong();
  }

  private static long uptime() {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return new BigDecimal(seconds).multiply(BigDecimal.valueOf(NANOS_PER_SECOND)).longValue();
    } catch (IOException e) {
      throw new UncheckedIOException("the time since boot is read from " + UPTIME, e);
    }
  }
}

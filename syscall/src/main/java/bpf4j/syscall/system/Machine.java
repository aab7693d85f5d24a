package bpf4j.syscall.system;

import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/** Facts about this machine: page size and CPUs. Thread-safe. */
public final class Machine {
  private static final int SC_PAGESIZE = 30;
  private static final Path CPUS = Path.of("/sys/devices/system/cpu");

  private Machine() {}

  /**
   * Returns the size of a memory page: mappings start and end at multiples of it.
   *
   * @return bytes, a power of two, from 4096 to 65536
   */
  public static int pageSize() {
    return PageSize.BYTES;
  }

  /**
   * Returns the CPUs that may ever be there ({@code /sys/devices/system/cpu/possible}), read once.
   * A per-CPU map has one value for each of them, in order.
   *
   * @return their numbers; a copy
   * @throws UncheckedIOException if sysfs is not mounted
   */
  public static BitSet possibleCpus() {
    return (BitSet) PossibleCpus.SET.clone();
  }

  /**
   * Returns how many CPUs may ever be there: how many values a per-CPU map's element has.
   *
   * @return the number, 1 or more
   */
  public static int possibleCpuCount() {
    return PossibleCpus.COUNT;
  }

  /**
   * Returns the CPUs that run now ({@code /sys/devices/system/cpu/online}), read each time.
   *
   * @return their numbers
   */
  public static BitSet onlineCpus() {
    return read("online");
  }

  private static BitSet read(String list) {
    try {
      return parse(Files.readString(CPUS.resolve(list)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the CPUs; mount sysfs at /sys", e);
    }
  }

  /** Parses the kernel's list format, for instance {@code 0-3,8,10-11}. */
  static BitSet parse(String list) {
    BitSet cpus = new BitSet();
    for (String range : list.strip().split(",", -1)) {
      int dash = range.indexOf('-');
      if (dash < 0) {
        cpus.set(Integer.parseInt(range));
      } else {
        int first = Integer.parseInt(range.substring(0, dash));
        cpus.set(first, Integer.parseInt(range.substring(dash + 1)) + 1);
      }
    }
    return cpus;
  }

  private static final class PageSize {
    static final int BYTES =
        (int) Failures.check("sysconf(_SC_PAGESIZE)", LibC.instance().sysconf(SC_PAGESIZE));

    private PageSize() {}
  }

  private static final class PossibleCpus {
    static final BitSet SET = read("possible");
    static final int COUNT = SET.cardinality();

    private PossibleCpus() {}
  }
}

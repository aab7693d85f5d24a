package bpf4j.syscall.system;

import bpf4j.syscall.internal.failure.Failures;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.io.NativeMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kernel's special file systems: where they are mounted, and mounting them on request. Nothing
 * is mounted unasked, and nothing that was mounted is unmounted by itself. Thread-safe.
 */
public enum FileSystems {
  /** Tracepoints and probes by name: {@code /sys/kernel/tracing}, or below debugfs. */
  TRACEFS("tracefs", "/sys/kernel/tracing"),
  /** Pinned BPF objects: {@code /sys/fs/bpf}. */
  BPFFS("bpf", "/sys/fs/bpf"),
  /** Control groups, version 2: {@code /sys/fs/cgroup}. */
  CGROUP2("cgroup2", "/sys/fs/cgroup");

  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final int FSOPEN_CLOEXEC = 1;
  private static final int FSCONFIG_CMD_CREATE = 6;
  private static final int FSMOUNT_CLOEXEC = 1;
  private static final int O_RDONLY = 0;
  private static final int O_CLOEXEC = 0x80000;

  private final String type;
  private final String usualPlace;

  FileSystems(String type, String usualPlace) {
    this.type = type;
    this.usualPlace = usualPlace;
  }

  /**
   * Finds out where it is mounted; the usual place is preferred to others.
   *
   * @return the mount point, empty if it is not mounted
   * @throws UncheckedIOException if procfs is not mounted
   */
  public Optional<Path> find() {
    List<Path> places = places();
    Path usual = usualPlace();
    return places.contains(usual) ? Optional.of(usual) : places.stream().findFirst();
  }

  private List<Path> places() {
    List<Path> places = new ArrayList<>(mountsOf(type));
    if (this == TRACEFS) {
      // The kernel mounts it below debugfs by itself, when somebody first looks there.
      mountsOf("debugfs").stream()
          .map(debugfs -> debugfs.resolve("tracing"))
          .filter(folder -> Files.isDirectory(folder.resolve("events")))
          .forEach(places::add);
    }
    return places;
  }

  private static List<Path> mountsOf(String type) {
    try {
      return Files.readAllLines(MOUNTS).stream()
          .map(line -> SPACE.split(line))
          .filter(fields -> fields.length > 2 && fields[2].equals(type))
          .map(fields -> Path.of(unescape(fields[1])))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + MOUNTS + "; mount procfs at /proc", e);
    }
  }

  /** The kernel writes space, tab, newline and backslash in octal. */
  private static String unescape(String path) {
    return path.replace("\\040", " ")
        .replace("\\011", "\t")
        .replace("\\012", "\n")
        .replace("\\134", "\\");
  }

  /**
   * Returns the folder it is usually mounted at.
   *
   * @return an absolute path
   */
  public Path usualPlace() {
    return Path.of(usualPlace);
  }

  /**
   * Finds it, or mounts it at its usual place. Needs CAP_SYS_ADMIN. The mount stays.
   *
   * @return the mount point
   * @throws bpf4j.syscall.SyscallException if it cannot be mounted
   */
  public Path findOrMount() {
    Optional<Path> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    mount(usualPlace());
    return usualPlace();
  }

  /**
   * Mounts it at an existing folder. Needs CAP_SYS_ADMIN.
   *
   * @param folder where
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public void mount(Path folder) {
    try (NativeMemory name = NativeMemory.cString(type);
        NativeMemory target = NativeMemory.cString(folder.toString())) {
      long result = LibC.instance().mount(name.address(), target.address(), name.address(), 0, 0);
      Failures.check("mount(" + type + ", " + folder + ")", result);
    }
  }

  /**
   * Mounts it for this descriptor alone: in no folder, seen by nobody else, and gone when the
   * descriptor is closed ({@code fsmount(2)}, Linux 5.2). Needs CAP_SYS_ADMIN. What is in it is
   * reached by paths below {@code /proc/self/fd/N}, N being the descriptor's number.
   *
   * @return the descriptor of its root, owned by the caller
   * @throws bpf4j.syscall.SyscallException if the kernel refuses
   */
  public Fd openDetached() {
    LibC c = LibC.instance();
    try (NativeMemory name = NativeMemory.cString(type)) {
      long opened =
          Failures.check("fsopen(" + type + ")", c.fsopen(name.address(), FSOPEN_CLOEXEC));
      try (Fd context = Fd.own((int) opened)) {
        int number = context.acquire();
        try {
          Failures.check("fsconfig(" + type + ", CREATE)", c.fsconfig(number, FSCONFIG_CMD_CREATE));
          long root = c.fsmount(number, FSMOUNT_CLOEXEC, 0);
          return Fd.own((int) Failures.check("fsmount(" + type + ")", root));
        } finally {
          context.release();
        }
      }
    }
  }

  /**
   * Unmounts what is mounted at a folder. Needs CAP_SYS_ADMIN.
   *
   * @param folder where
   * @throws bpf4j.syscall.SyscallException if nothing is mounted there, or it is in use
   */
  public static void unmount(Path folder) {
    try (NativeMemory target = NativeMemory.cString(folder.toString())) {
      Failures.check("umount(" + folder + ")", LibC.instance().umount(target.address(), 0));
    }
  }

  /**
   * Opens a folder or special file for reading, for commands that take one: control groups, pins,
   * tokens, namespaces such as {@code /proc/self/ns/net}.
   *
   * @param path the folder or file
   * @return its descriptor, owned by the caller
   * @throws bpf4j.syscall.SyscallException if it is not there or may not be read
   */
  public static Fd open(Path path) {
    try (NativeMemory text = NativeMemory.cString(path.toString())) {
      long result = LibC.instance().open(text.address(), O_RDONLY | O_CLOEXEC, 0);
      return Fd.own((int) Failures.check("open(" + path + ")", result));
    }
  }
}

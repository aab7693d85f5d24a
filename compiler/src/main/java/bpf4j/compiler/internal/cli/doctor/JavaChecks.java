package bpf4j.compiler.internal.cli.doctor;

import bpf4j.syscall.NativeAccessException;
import bpf4j.syscall.system.Machine;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether this JVM lets us call the kernel. */
final class JavaChecks {
  private static final String AREA = "java";
  private static final int FIRST_TO_WARN = 24;

  private JavaChecks() {}

  static List<Finding> findings() {
    // First: the first native call would enable native access, with a warning.
    Finding nativeAccess = nativeAccess();
    return List.of(
        Finding.ok(AREA, "version", Runtime.version() + ", " + System.getProperty("java.vm.name")),
        nativeLibrary(),
        nativeAccess,
        temporaryFolder());
  }

  /** Whether native calls work at all; without them nothing else can be tried. */
  static boolean callsNativeCode() {
    return nativeLibrary().status() == Finding.Status.OK;
  }

  private static Finding nativeLibrary() {
    try {
      return Finding.ok(
          AREA, "native-library", "loaded, and calls C (page size " + Machine.pageSize() + ")");
    } catch (NativeAccessException e) {
      return Finding.missing(AREA, "native-library", "native calls fail", e.getMessage());
    }
  }

  /** From Java 22 on a module knows; it is asked by reflection, as we are compiled for 17. */
  private static Finding nativeAccess() {
    String name = "native-access";
    try {
      boolean enabled =
          (boolean)
              Module.class.getMethod("isNativeAccessEnabled").invoke(JavaChecks.class.getModule());
      if (enabled) {
        return Finding.ok(AREA, name, "enabled");
      }
      return Finding.limited(
          AREA,
          name,
          Runtime.version().feature() >= FIRST_TO_WARN
              ? "not enabled: this JVM warns, a later one will refuse"
              : "not enabled: later JVMs warn or refuse",
          "start the JVM with --enable-native-access=ALL-UNNAMED");
    } catch (NoSuchMethodException e) {
      return Finding.ok(AREA, name, "not restricted by this JVM");
    } catch (IllegalAccessException | InvocationTargetException e) {
      return Finding.unknown(AREA, name, e.toString(), "");
    }
  }

  /** The native library is unpacked there before it is loaded. */
  private static Finding temporaryFolder() {
    String name = "temporary-folder";
    String folder = System.getProperty("java.io.tmpdir");
    String mount = "";
    String options = "";
    for (String line : SystemFile.lines("/proc/self/mounts")) {
      List<String> fields = new ArrayList<>(Arrays.asList(line.split(" ", -1)));
      if (fields.size() > 3 && contains(fields.get(1), folder) && isInner(fields.get(1), mount)) {
        mount = fields.get(1);
        options = fields.get(3);
      }
    }
    if (List.of(options.split(",", -1)).contains("noexec")) {
      return Finding.limited(
          AREA,
          name,
          folder + " is mounted noexec",
          "set -Djava.io.tmpdir to a folder from which libraries may be loaded, or"
              + " -Djffi.boot.library.path to one that holds libjffi-1.2.so");
    }
    return Finding.ok(AREA, name, folder + " allows loading libraries");
  }

  private static boolean contains(String mount, String folder) {
    return mount.equals("/") || folder.equals(mount) || folder.startsWith(mount + "/");
  }

  /** A later mount at the same place hides the earlier. */
  private static boolean isInner(String mount, String other) {
    return mount.length() >= other.length();
  }
}

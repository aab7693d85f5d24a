package bpf4j.perf.attach;

import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A source of perf events whose type number the kernel gives out anew at each boot: kprobe or
 * uprobe (Linux 4.17).
 *
 * @param type the type number
 * @param returnBit the bit of {@code config} that asks for the function's return
 */
record ProbeDevice(int type, int returnBit) {
  private static final KernelVersion SINCE = KernelVersion.of(4, 17);
  private static final String CONFIG = "config:";

  /**
   * Looks it up.
   *
   * @throws UnsupportedFeatureException if this kernel was built without it
   */
  static ProbeDevice of(String name) {
    Path folder = Path.of("/sys/bus/event_source/devices", name);
    try {
      String type = Files.readString(folder.resolve("type")).strip();
      String bit = Files.readString(folder.resolve("format/retprobe")).strip();
      return new ProbeDevice(
          Integer.parseInt(type), Integer.parseInt(bit.substring(CONFIG.length())));
    } catch (IOException e) {
      throw new UnsupportedFeatureException(name + " events (" + folder + ")", SINCE, e);
    }
  }

  /** The bit for the builders of attributes: -1 for the function's entry. */
  int bit(boolean atReturn) {
    return atReturn ? returnBit : -1;
  }
}

package bpf4j.compiler.internal.load;

import bpf4j.syscall.net.InterfaceIndex;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The link layer of a network interface.
 *
 * @param interfaceIndex the interface; 0 when none in particular
 * @param headerLength bytes before the network header in packets as a packet socket sees them
 */
public record LinkLayer(int interfaceIndex, int headerLength) {
  /** Ethernet, and everything that looks like it, such as loopback. */
  public static final LinkLayer ETHERNET = new LinkLayer(0, 14);

  /** Packets begin with another header. */
  public static final LinkLayer NONE = new LinkLayer(0, 0);

  // include/uapi/linux/if_arp.h
  private static final int ARPHRD_ETHER = 1;
  private static final int ARPHRD_LOOPBACK = 772;

  /**
   * Looks at an interface.
   *
   * @throws IllegalArgumentException if there is no interface of this name
   */
  public static LinkLayer of(String interfaceName) {
    int index =
        InterfaceIndex.of(interfaceName)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no network interface "
                            + interfaceName
                            + "; list them with: ip link"));
    int type = hardwareType(interfaceName);
    boolean ethernet = type == ARPHRD_ETHER || type == ARPHRD_LOOPBACK;
    return new LinkLayer(index, ethernet ? ETHERNET.headerLength() : 0);
  }

  private static int hardwareType(String interfaceName) {
    try {
      return Integer.parseInt(
          Files.readString(Path.of("/sys/class/net", interfaceName, "type")).strip());
    } catch (IOException | NumberFormatException e) {
      // Without sysfs, or with one of another network namespace, take the usual case.
      return ARPHRD_ETHER;
    }
  }
}

package bpf4j.syscall.bpf;

import bpf4j.syscall.io.Fd;
import java.util.Objects;

/** What a program is attached to without a link: an open object, or a network device. */
public sealed interface AttachTarget {
  /**
   * A control group's folder, a map of sockets, a network namespace or an infrared device.
   *
   * @param fd its descriptor
   */
  record Descriptor(Fd fd) implements AttachTarget {
    /** Refuses null. */
    public Descriptor {
      Objects.requireNonNull(fd, "fd");
    }
  }

  /**
   * A network device, for tcx and netkit.
   *
   * @param interfaceIndex its index
   */
  record Device(int interfaceIndex) implements AttachTarget {}

  /** The network namespace of the calling thread, for flow dissectors. */
  record CurrentNetworkNamespace() implements AttachTarget {}
}

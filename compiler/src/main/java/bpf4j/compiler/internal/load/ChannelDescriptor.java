package bpf4j.compiler.internal.load;

import bpf4j.syscall.io.Fd;
import java.nio.channels.NetworkChannel;

/** Finds the file descriptor behind a channel of {@code java.nio}. */
public final class ChannelDescriptor {
  private ChannelDescriptor() {}

  public static Fd of(NetworkChannel channel) {
    return Fd.borrow(SocketTable.descriptorOf(channel));
  }
}

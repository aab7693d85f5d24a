package bpf4j.compiler;

import bpf4j.compiler.context.SkBuff;
import bpf4j.compiler.internal.load.ChannelDescriptor;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import bpf4j.compiler.internal.load.LinkLayer;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.net.SocketOptions;
import bpf4j.syscall.net.Sockets;
import java.io.Serializable;
import java.nio.channels.NetworkChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A program attached to a socket ({@code SO_ATTACH_BPF}, Linux 3.19): it runs for every packet that
 * the socket receives. On a network interface it is attached to a packet socket of its own and sees
 * all packets there; on a socket of yours it decides which packets you get.
 *
 * <p>Closing detaches. Thread-safe.
 */
public final class SocketFilter implements AutoCloseable {
  /** The verdict that keeps a packet whole. */
  public static final int KEEP = -1;

  /** The verdict that drops a packet. */
  public static final int DROP = 0;

  /** A program that looks at packets and lets nobody but itself have them. */
  @FunctionalInterface
  public interface Tap extends Serializable {
    /**
     * Runs for one packet.
     *
     * @param skb the packet and what the kernel knows of it
     */
    void accept(SkBuff skb);
  }

  /** A program that decides about packets. */
  @FunctionalInterface
  public interface Filter extends Serializable {
    /**
     * Runs for one packet.
     *
     * @param skb the packet and what the kernel knows of it
     * @return how many bytes of it to keep: {@link #DROP}, {@link #KEEP}, or a number
     */
    int filter(SkBuff skb);
  }

  private final KernelProgram program;
  private final Fd socket;
  private final boolean ownsSocket;
  private final String target;
  private final CountDownLatch closed = new CountDownLatch(1);

  private SocketFilter(KernelProgram program, Fd socket, boolean ownsSocket, String target) {
    this.program = program;
    this.socket = socket;
    this.ownsSocket = ownsSocket;
    this.target = target;
  }

  /**
   * Compiles a program for packet sockets, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Tap> compile(Tap lambda) {
    return new CompiledProgram<>(
        lambda, Compilation.of(lambda, CompileOptions.tap(LinkLayer.ETHERNET)));
  }

  /**
   * Compiles a program for sockets of yours, without contact to the kernel.
   *
   * @param lambda the program
   * @return the program's instructions
   * @throws CompileException if the lambda cannot become a BPF program
   */
  public static CompiledProgram<Filter> compileFilter(Filter lambda) {
    return new CompiledProgram<>(lambda, Compilation.of(lambda, CompileOptions.filter()));
  }

  /**
   * Runs a program for every packet of an interface that comes in; of those that go out, only with
   * {@link #attachBoth}. On the loopback interface each packet so counts once.
   *
   * @param interfaceName such as {@code lo} or {@code eth0}
   * @param lambda the program
   * @return the running program, to be closed
   * @throws IllegalArgumentException if there is no such interface
   * @throws CompileException if the lambda cannot become a BPF program
   * @throws bpf4j.syscall.SyscallException if privileges are missing
   */
  public static SocketFilter attach(String interfaceName, Tap lambda) {
    return attach(interfaceName, lambda, false);
  }

  /**
   * Runs a program for every packet of an interface in both directions.
   *
   * @param interfaceName such as {@code lo} or {@code eth0}
   * @param lambda the program
   * @return the running program, to be closed
   */
  public static SocketFilter attachBoth(String interfaceName, Tap lambda) {
    return attach(interfaceName, lambda, true);
  }

  private static SocketFilter attach(String interfaceName, Tap lambda, boolean outgoing) {
    LinkLayer link = LinkLayer.of(interfaceName);
    Compilation compilation = Compilation.of(lambda, CompileOptions.tap(link));
    KernelProgram program = KernelProgram.load(compilation);
    try {
      Fd socket = Sockets.packet(link.interfaceIndex(), outgoing);
      return attached(program, socket, true, interfaceName);
    } catch (RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  /**
   * Filters what a datagram or stream channel receives. A run that fails keeps the packet.
   *
   * @param channel an open {@code DatagramChannel} or {@code SocketChannel} with a local address
   * @param lambda the program
   * @return the running program, to be closed
   * @throws IllegalArgumentException if the channel is closed, unbound, or of another kind
   */
  public static SocketFilter attach(NetworkChannel channel, Filter lambda) {
    return attachTo(ChannelDescriptor.of(channel), channel.toString(), lambda);
  }

  /**
   * Filters what a socket receives. A run that fails keeps the packet.
   *
   * @param descriptor the number of an open socket of this process, which stays its owner's
   * @param lambda the program
   * @return the running program, to be closed
   */
  public static SocketFilter attach(int descriptor, Filter lambda) {
    return attachTo(Fd.borrow(descriptor), "socket " + descriptor, lambda);
  }

  private static SocketFilter attachTo(Fd socket, String target, Filter lambda) {
    KernelProgram program = compileFilter(lambda).load();
    try {
      return attached(program, socket, false, target);
    } catch (RuntimeException | Error e) {
      program.close();
      throw e;
    }
  }

  private static SocketFilter attached(
      KernelProgram program, Fd socket, boolean ownsSocket, String target) {
    try {
      SocketOptions.attachFilter(socket, program.fd());
    } catch (RuntimeException | Error e) {
      if (ownsSocket) {
        socket.close();
      }
      throw e;
    }
    return new SocketFilter(program, socket, ownsSocket, target);
  }

  /**
   * Runs a tap on the JVM on a frame, without privileges. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param frame an Ethernet frame
   * @return the verdict, and where the run failed if it did
   */
  public static SimulationResult simulate(Tap lambda, byte[] frame) {
    return Simulation.run(
        () -> {
          lambda.accept(SkBuff.of(frame));
          return CompileOptions.TAP_FAILURE;
        },
        CompileOptions.TAP_FAILURE);
  }

  /**
   * Runs a filter on the JVM on a packet, without privileges, as a UDP or TCP socket would: offset
   * 0 is the transport header. Maps that it captured are really used.
   *
   * @param lambda the program
   * @param packet an IPv4 packet or an IPv6 packet without extension headers, from its network
   *     header on
   * @return the verdict, and where the run failed if it did
   * @throws IllegalArgumentException if it is neither
   */
  public static SimulationResult simulateFilter(Filter lambda, byte[] packet) {
    SkBuff skb = SocketPackets.of(packet);
    return Simulation.run(
        () -> lambda.filter(skb) & CompileOptions.FILTER_FAILURE, CompileOptions.FILTER_FAILURE);
  }

  /** {@return the program} */
  public KernelProgram program() {
    return program;
  }

  /** {@return runs that ended where Java would have thrown, by line} */
  public List<Failure> failures() {
    return program.failures();
  }

  /**
   * Waits while the program runs.
   *
   * @param time how long
   * @return true when the time is up; false if it was closed meanwhile, or the thread interrupted,
   *     whose interrupt status then stays set
   */
  public boolean await(Duration time) {
    try {
      return !closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Waits until it is closed or the thread interrupted, whose interrupt status then stays set. */
  public void await() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Detaches. Closing twice is harmless. */
  @Override
  public void close() {
    synchronized (closed) {
      if (closed.getCount() == 0) {
        return;
      }
      closed.countDown();
    }
    try {
      if (ownsSocket) {
        socket.close();
      } else {
        SocketOptions.detachFilter(socket);
      }
    } finally {
      program.close();
    }
  }

  @Override
  public String toString() {
    return "SocketFilter on " + target + (closed.getCount() == 0 ? " (closed)" : "");
  }
}

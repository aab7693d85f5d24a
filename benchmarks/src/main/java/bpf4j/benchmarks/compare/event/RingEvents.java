package bpf4j.benchmarks.compare.event;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventChannel;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.io.Fd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A program that fills a channel with events of one size, whose first eight bytes are a fixed
 * number and all others zero.
 */
public final class RingEvents implements AutoCloseable {
  private static final byte[] PACKET = new byte[64];

  /** What events are copied from: more than a program's stack holds. */
  static final class Bytes {
    @Size(4096)
    byte[] bytes = new byte[4096];
  }

  private final Fd program;
  private final List<AutoCloseable> open = new ArrayList<>();

  /**
   * Loads the program.
   *
   * @param channel where it writes to
   * @param size the size of an event, at most 4,096 bytes
   */
  public RingEvents(EventChannel<?> channel, int size) {
    BpfArray<Bytes> memory = BpfMaps.array(Bytes.class, 1);
    open.add(memory);
    try {
      Bytes content = new Bytes();
      for (int i = 0; i < Long.BYTES; i++) {
        content.bytes[i] = (byte) (i + 1);
      }
      memory.put(0, content);
      KernelProgram loaded =
          SocketFilter.compile(
                  skb -> {
                    channel.outputBytes(memory.get(0).bytes, size);
                  })
              .load();
      open.add(loaded);
      program = loaded.fd();
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  private RingEvents(Fd program) {
    this.program = program;
    open.add(program);
  }

  /** With another's program, which is closed with this. */
  static RingEvents of(Fd program) {
    return new RingEvents(program);
  }

  /**
   * The layout of events.
   *
   * @param size their size
   * @return an array of bytes
   */
  public static Layout<byte[]> layout(int size) {
    return Layout.bytes(size);
  }

  /**
   * Writes events.
   *
   * @param times how many
   */
  public void write(int times) {
    ProgramCalls.testRun(program, TestRunAttr.of(PACKET).repeat(times));
  }

  @Override
  public void close() {
    List<AutoCloseable> last = new ArrayList<>(open);
    Collections.reverse(last);
    for (AutoCloseable resource : last) {
      try {
        resource.close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

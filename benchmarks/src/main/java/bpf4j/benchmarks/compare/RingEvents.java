package bpf4j.benchmarks.compare;

import bpf4j.compiler.KernelProgram;
import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.maps.layout.Layout;
import bpf4j.maps.layout.Size;
import bpf4j.perf.EventChannel;

/**
 * A program that fills a channel with events of one size, whose first eight bytes are a fixed
 * number and all others zero.
 */
public final class RingEvents implements AutoCloseable {
  private static final byte[] PACKET = new byte[64];

  /** What events are copied from: more than a program's stack holds. */
  static final class Bytes {
    @Size(1024)
    byte[] bytes = new byte[1024];
  }

  private final BpfArray<Bytes> source;
  private final KernelProgram program;

  /**
   * Loads the program.
   *
   * @param channel where it writes to
   * @param size the size of an event, at most 1,024 bytes
   */
  public RingEvents(EventChannel<?> channel, int size) {
    BpfArray<Bytes> memory = BpfMaps.array(Bytes.class, 1);
    try {
      Bytes content = new Bytes();
      for (int i = 0; i < Long.BYTES; i++) {
        content.bytes[i] = (byte) (i + 1);
      }
      memory.put(0, content);
      program =
          SocketFilter.compile(
                  skb -> {
                    channel.outputBytes(memory.get(0).bytes, size);
                  })
              .load();
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
    source = memory;
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
    program.testRun(PACKET, times);
  }

  @Override
  public void close() {
    program.close();
    source.close();
  }
}

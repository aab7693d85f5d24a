package bpf4j.benchmarks;

import bpf4j.compiler.SocketFilter;
import bpf4j.maps.BpfArray;
import java.lang.reflect.Method;

/**
 * The programs of {@code compiler/examples} themselves. They live in the default package, out of
 * which nothing can be imported: hence the reflection.
 */
public enum Example {
  SOCK_PROTO("SockProto", 256),
  SOCK_PROTO_LEN("SockProtoLen", 256),
  SOCK_PARSE_DNS("SockParseDns", 65_536),
  SOCK_PARSE_HTTP("SockParseHttp", 10);

  private final String className;
  private final int entries;

  Example(String className, int entries) {
    this.className = className;
    this.entries = entries;
  }

  /** The entries of the array that the program counts in. */
  public int entries() {
    return entries;
  }

  /**
   * The program's lambda.
   *
   * @param counts the array to count in, which it captures
   */
  public SocketFilter.Tap program(BpfArray<Long> counts) {
    try {
      Method factory = Class.forName(className).getDeclaredMethod("program", BpfArray.class);
      factory.setAccessible(true);
      return (SocketFilter.Tap) factory.invoke(null, counts);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + " is not what it was when this was written", e);
    }
  }
}

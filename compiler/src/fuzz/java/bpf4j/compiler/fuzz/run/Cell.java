package bpf4j.compiler.fuzz.run;

import bpf4j.maps.layout.Size;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A map value that programs change where it lies, with fields of all kinds. */
public final class Cell {
  public final AtomicLong hits = new AtomicLong();
  public final AtomicInteger drops = new AtomicInteger();
  public boolean flag;
  public byte small;
  public short port;
  public char letter;
  public int state;
  public long total;

  @Size(8)
  public String name = "";

  @Size(4)
  public final int[] window = new int[4];

  @Size(6)
  public final byte[] octets = new byte[6];

  public final Point origin = new Point();

  /** A struct in a struct. */
  public static final class Point {
    public short x;
    public long y;
  }

  @Override
  public String toString() {
    return "hits %s drops %s flag %s small %d port %d letter %d state %d total %d name %s %s %s (%d, %d)"
        .formatted(
            hits,
            drops,
            flag,
            small,
            port,
            (int) letter,
            state,
            total,
            name,
            Arrays.toString(window),
            Arrays.toString(octets),
            origin.x,
            origin.y);
  }
}

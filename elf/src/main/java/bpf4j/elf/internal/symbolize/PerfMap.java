package bpf4j.elf.internal.symbolize;

import bpf4j.elf.symbolize.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * What a JIT compiler tells of its code: {@code /tmp/perf-PID.map}, lines of start, size (both in
 * hexadecimal) and name. The file grows; it is read again when it has changed.
 */
public final class PerfMap {
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;
  private long readSize = -1;
  private long readTime;
  private AddressTable table = new AddressTable.Builder().build();
  private long[] sizes = {};

  /**
   * Makes a view of a file, which need not exist.
   *
   * @param file the file
   */
  public PerfMap(Path file) {
    this.file = file;
  }

  /**
   * Reads the file again if it has changed.
   *
   * @return whether it has
   */
  public boolean refresh() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      long time = attributes.lastModifiedTime().toMillis();
      if (attributes.size() == readSize && time == readTime) {
        return false;
      }
      if (!attributes.isRegularFile() || attributes.size() > MOST_BYTES) {
        return false;
      }
      parse(Files.readAllBytes(file));
      readSize = attributes.size();
      readTime = time;
      return true;
    } catch (IOException e) {
      // There is none, or it went away with its process: what was read remains valid.
      return false;
    }
  }

  private void parse(byte[] text) {
    AddressTable.Builder builder = new AddressTable.Builder();
    String[] lines = new String(text, StandardCharsets.UTF_8).split("\n");
    long[] all = new long[lines.length];
    for (String line : lines) {
      String[] fields = line.split(" ", 3);
      if (fields.length == 3) {
        try {
          long start = Long.parseUnsignedLong(hex(fields[0]), 16);
          all[builder.count()] = Long.parseUnsignedLong(hex(fields[1]), 16);
          byte[] name = fields[2].getBytes(StandardCharsets.UTF_8);
          builder.add(start, name, 0, name.length);
        } catch (NumberFormatException e) {
          // A line that is being written; it is whole the next time.
        }
      }
    }
    sizes = all;
    table = builder.build();
  }

  private static String hex(String number) {
    return number.startsWith("0x") ? number.substring(2) : number;
  }

  /**
   * Finds the code at an address. Code may have been replaced: of several that cover an address the
   * last one in the file counts.
   *
   * @param address an address
   * @return what is there, or empty
   */
  public Optional<Frame> find(long address) {
    int best = -1;
    int first = table.find(address);
    for (int i = first; i >= 0 && i > first - 16; i--) {
      boolean covers = Long.compareUnsigned(address - table.start(i), sizes[table.row(i)]) < 0;
      if (covers && (best < 0 || table.row(i) > table.row(best))) {
        best = i;
      }
    }
    for (int i = Math.max(first, 0) + 1; first >= 0 && i < table.size(); i++) {
      if (table.start(i) != table.start(first)) {
        break;
      }
      boolean covers = Long.compareUnsigned(address - table.start(i), sizes[table.row(i)]) < 0;
      best = covers && (best < 0 || table.row(i) > table.row(best)) ? i : best;
    }
    return best < 0
        ? Optional.empty()
        : Optional.of(new Frame(address, table.name(best), address - table.start(best), "[jit]"));
  }
}

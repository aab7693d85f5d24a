package bpf4j.elf.internal.process;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code /etc/ld.so.cache}, in which the dynamic linker looks up libraries.
 *
 * <pre>
 *  "glibc-ld.so.cache1.1", u32 entries, u32 bytes of strings, 20 bytes
 *  for each entry: i32 flags, u32 name, u32 path (offsets from the magic), u32, u64 capabilities
 * </pre>
 *
 * <p>Caches that old linkers can read have another table before that, which is skipped.
 */
public final class LinkerCache {
  private static final byte[] MAGIC = "glibc-ld.so.cache1.1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] OLD_MAGIC = "ld.so-1.7.0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int OLD_HEADER = 16;
  private static final int OLD_ENTRY = 12;
  private static final int HEADER = 48;
  private static final int ENTRY = 24;
  private static final int MAX_TEXT = 4096;

  private LinkerCache() {}

  /**
   * An entry.
   *
   * @param name the name that is asked for, such as {@code libc.so.6}
   * @param path the file
   * @param isForAnyProcessor whether it needs no special capability of the processor
   */
  public record Entry(String name, String path, boolean isForAnyProcessor) {}

  /**
   * Lists the entries.
   *
   * @param file the bytes of the file
   * @return the entries in their order; none when it is malformed or of another kind
   */
  public static List<Entry> entries(byte[] file) {
    ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.nativeOrder());
    long start = 0;
    if (startsWith(all, 0, OLD_MAGIC) && all.limit() >= OLD_HEADER) {
      start = OLD_HEADER + Integer.toUnsignedLong(all.getInt(12)) * OLD_ENTRY;
      start = start + 7 & -8;
    }
    if (start > all.limit() - HEADER || !startsWith(all, (int) start, MAGIC)) {
      return List.of();
    }
    ByteBuffer cache = all.slice((int) start, all.limit() - (int) start).order(all.order());
    long said = Integer.toUnsignedLong(cache.getInt(MAGIC.length));
    int count = (int) Math.min(said, (cache.limit() - HEADER) / ENTRY);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = HEADER + i * ENTRY;
      String name = text(cache, cache.getInt(at + 4));
      String path = text(cache, cache.getInt(at + 8));
      if (!name.isEmpty() && path.startsWith("/")) {
        entries.add(new Entry(name, path, cache.getLong(at + 16) == 0));
      }
    }
    return entries;
  }

  private static boolean startsWith(ByteBuffer bytes, int at, byte[] magic) {
    return bytes.limit() - at >= magic.length
        && bytes.slice(at, magic.length).equals(ByteBuffer.wrap(magic));
  }

  private static String text(ByteBuffer bytes, int offset) {
    int end = Math.max(offset, 0);
    while (end < bytes.limit() && end - offset < MAX_TEXT && bytes.get(end) != 0) {
      end++;
    }
    if (offset < 0 || end >= bytes.limit() || bytes.get(end) != 0) {
      return "";
    }
    byte[] text = new byte[end - offset];
    bytes.get(offset, text);
    return new String(text, StandardCharsets.UTF_8);
  }
}

package bpf4j.perf.tracepoint;

import bpf4j.elf.NearNames;
import java.util.List;
import java.util.Optional;

/**
 * What a tracepoint records, as its {@code format} file says. Immutable.
 *
 * @param name the event's name, without its group
 * @param id the number by which {@code perf_event_open(2)} knows it
 * @param fields in the file's order, with those that all tracepoints have ({@code common_type} and
 *     the like) first
 */
public record TracepointFormat(String name, int id, List<TracepointField> fields) {
  /** Copies the list. */
  public TracepointFormat {
    fields = List.copyOf(fields);
  }

  /**
   * Reads the text of a {@code format} file.
   *
   * @param text the file
   * @return the format
   * @throws TracepointFormatException if it is not of the form that the kernel writes
   */
  public static TracepointFormat parse(String text) {
    return new FormatParser(text).parse();
  }

  /**
   * Finds a field.
   *
   * @param field its name
   * @return the field, or empty
   */
  public Optional<TracepointField> field(String field) {
    return fields.stream().filter(other -> other.name().equals(field)).findFirst();
  }

  /**
   * Finds what somebody may have meant who named a field that is not there.
   *
   * @param field what was given
   * @return up to three names of fields, the nearest first
   */
  public List<String> nearest(String field) {
    return NearNames.of(field, fields.stream().map(TracepointField::name).toList());
  }

  /** {@return the bytes of the record's fixed part} */
  public int size() {
    return fields.stream().mapToInt(field -> field.offset() + field.size()).max().orElse(0);
  }
}

package bpf4j.compiler.fuzz.generate;

import static bpf4j.compiler.fuzz.ast.Type.INT;
import static bpf4j.compiler.fuzz.ast.Type.LONG;

import bpf4j.compiler.fuzz.ast.Program.Kind;
import bpf4j.compiler.fuzz.ast.Template;
import bpf4j.compiler.fuzz.ast.Type;
import java.util.List;
import java.util.stream.Stream;

/** What programs of each kind ask their contexts for, and what they change there. */
final class Contexts {
  private static final List<Template> SKB_FIELDS =
      Stream.of("len", "protocol", "ifindex", "mark", "pktType", "hash")
          .map(Contexts::get)
          .toList();
  private static final List<Template> TC_FIELDS =
      Stream.concat(
              SKB_FIELDS.stream(),
              Stream.concat(
                  Stream.of("priority", "tcIndex").map(Contexts::get),
                  Stream.of(
                      Template.of("context field: cb", "packet.cb(1)", INT),
                      Template.of("context field: cb", "packet.cb(4)", INT))))
          .toList();
  private static final List<Template> XDP_FIELDS =
      Stream.of("len", "ingressIfindex", "rxQueueIndex").map(Contexts::get).toList();
  private static final List<Template> TC_CHANGES =
      List.of(
          set("mark", "packet.mark($0)"),
          set("priority", "packet.priority($0)"),
          set("tcIndex", "packet.tcIndex($0)"),
          set("cb", "packet.cb(1, $0)"),
          set("cb", "packet.cb(4, $0)"));

  private Contexts() {}

  private static Template get(String field) {
    return Template.of("context field: " + field, "packet." + field + "()", INT);
  }

  private static Template set(String field, String format) {
    return Template.of("context field written: " + field, format, INT, INT);
  }

  /** What gives an {@code int} or a {@code long}, without operands. */
  static List<Template> numbers(Kind kind, Type type) {
    if (type == LONG) {
      return Templates.LONG_HELPERS;
    }
    List<Template> fields =
        switch (kind) {
          case TAP, FILTER -> SKB_FIELDS;
          case XDP -> XDP_FIELDS;
          case TC -> TC_FIELDS;
        };
    return Stream.concat(fields.stream(), Templates.INT_HELPERS.stream()).toList();
  }

  /** What takes an {@code int} into a field; empty where nothing can be changed. */
  static List<Template> changes(Kind kind) {
    return kind == Kind.TC ? TC_CHANGES : List.of();
  }
}

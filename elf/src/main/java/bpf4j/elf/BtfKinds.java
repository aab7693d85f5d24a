package bpf4j.elf;

import java.util.List;

/** Which kinds of type each record of {@link BtfType} stands for. */
final class BtfKinds {
  private BtfKinds() {}

  /** The kinds that a record stands for; tested one by one, so that only those asked for load. */
  static List<BtfKind> of(Class<? extends BtfType> type) {
    if (type == BtfType.Struct.class) {
      return List.of(BtfKind.STRUCT);
    } else if (type == BtfType.Composite.class) {
      return List.of(BtfKind.STRUCT, BtfKind.UNION);
    } else if (type == BtfType.Function.class) {
      return List.of(BtfKind.FUNC);
    } else if (type == BtfType.Typedef.class) {
      return List.of(BtfKind.TYPEDEF);
    } else if (type == BtfType.Enumeration.class) {
      return List.of(BtfKind.ENUM, BtfKind.ENUM64);
    } else if (type == BtfType.Int.class) {
      return List.of(BtfKind.INT);
    } else if (type == BtfType.Union.class) {
      return List.of(BtfKind.UNION);
    } else if (type == BtfType.Forward.class) {
      return List.of(BtfKind.FWD);
    } else if (type == BtfType.Variable.class) {
      return List.of(BtfKind.VAR);
    } else if (type == BtfType.DataSection.class) {
      return List.of(BtfKind.DATASEC);
    } else if (type == BtfType.FloatingPoint.class) {
      return List.of(BtfKind.FLOAT);
    } else if (type == BtfType.DeclTag.class) {
      return List.of(BtfKind.DECL_TAG);
    } else if (type == BtfType.TypeTag.class) {
      return List.of(BtfKind.TYPE_TAG);
    }
    throw new IllegalArgumentException(type.getSimpleName() + " is not a kind of named type");
  }
}

package bpf4j.compiler.internal.ir;

import bpf4j.maps.BpfMap;

/** Writes a graph as text, one value a line, for people who watch a program go through. */
public final class GraphPrinter {
  private GraphPrinter() {}

  public static String print(Graph graph) {
    StringBuilder out = new StringBuilder();
    for (Block block : graph.reversePostorder()) {
      out.append(block).append(':');
      if (!block.preds().isEmpty()) {
        out.append("  <-");
        block.preds().forEach(pred -> out.append(' ').append(pred));
      }
      out.append(block.isCold() ? "  (cold)\n" : "\n");
      for (Value value : block.values()) {
        out.append("    ").append(describe(value)).append('\n');
      }
      out.append("    ").append(describeExit(block)).append('\n');
    }
    return out.toString();
  }

  public static String describe(Value value) {
    StringBuilder out = new StringBuilder();
    if (value.type() != Type.VOID) {
      out.append(value).append(':').append(value.type()).append(" = ");
    }
    out.append(value.op());
    for (Value arg : value.args()) {
      out.append(' ').append(name(arg));
    }
    if (value.op() == Op.CONST || value.imm() != 0) {
      out.append(" #").append(value.imm());
    }
    if (value.aux() != null) {
      out.append(" {").append(value.aux()).append('}');
    }
    if (value.position() != null) {
      out.append("  ; ").append(value.position());
    }
    return out.toString();
  }

  /** A value by its number; what is in no block by what it is. */
  private static String name(Value value) {
    return switch (value.op()) {
      case CONST -> "#" + value.imm();
      case MAP -> ((BpfMap) value.aux()).name();
      case SLOT -> value.aux().toString();
      default -> value.toString();
    };
  }

  private static String describeExit(Block block) {
    if (block.exit() == null) {
      return "(open)";
    }
    return switch (block.exit()) {
      case JUMP -> "jump " + block.succ(0);
      case BRANCH ->
          String.format(
              "branch %s %s %s ? %s : %s",
              name(block.left()), block.cond(), name(block.right()), block.succ(0), block.succ(1));
      case RETURN -> "return " + name(block.left());
      case FAIL -> "fail " + block.site();
    };
  }
}

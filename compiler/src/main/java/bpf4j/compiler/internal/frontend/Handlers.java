package bpf4j.compiler.internal.frontend;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.capture.MethodBody;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Exception handlers: a run ends where Java would throw, so no handler ever runs. Those that only
 * throw on are dropped; those with effects of their own are refused.
 */
final class Handlers {
  private Handlers() {}

  static void check(MethodBody body, MethodTranslator translator) {
    for (TryCatchBlockNode handler : body.node().tryCatchBlocks) {
      if (!onlyRethrows(handler)) {
        int line = lineOf(handler);
        String what =
            handler.type == null
                ? "finally with effects"
                : "catch (" + handler.type.replace('/', '.') + ")";
        throw new CompileException(
            body.sourceFile(),
            line,
            what
                + " does not exist in BPF: where Java would throw, the run ends; test the condition"
                + " with an if before it");
      }
    }
  }

  private static int lineOf(TryCatchBlockNode handler) {
    for (AbstractInsnNode at = handler.handler; at != null; at = at.getNext()) {
      if (at instanceof LineNumberNode line) {
        return line.line;
      }
    }
    // The whole statement stands in one line, which began before it.
    for (AbstractInsnNode at = handler.end; at != null; at = at.getPrevious()) {
      if (at instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }

  /** Computes in local variables and makes an exception to throw: nobody could observe that. */
  private static boolean onlyRethrows(TryCatchBlockNode handler) {
    for (AbstractInsnNode at = handler.handler; at != null; at = at.getNext()) {
      int opcode = at.getOpcode();
      if (opcode <= Opcodes.DCMPG) {
        // Constants, local variables, the operand stack, arrays of the program's own, arithmetic.
        continue;
      }
      switch (opcode) {
        case Opcodes.NEW, Opcodes.INVOKESPECIAL -> {}
        case Opcodes.INVOKEVIRTUAL -> {
          if (!(at instanceof org.objectweb.asm.tree.MethodInsnNode call)
              || !call.name.equals("toString")) {
            return false;
          }
        }
        case Opcodes.ATHROW, Opcodes.MONITOREXIT -> {
          // Locks are refused where they are taken.
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }
}

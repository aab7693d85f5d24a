package bpf4j.compiler.internal.frontend;

import static org.objectweb.asm.Opcodes.*;

import bpf4j.compiler.internal.frontend.JavaValue.Scalar;

/** The instructions that only move values on the operand stack. */
final class StackShuffle {
  void apply(int opcode, Frame frame) {
    switch (opcode) {
      case POP -> frame.pop();
      case POP2 -> popWide(frame);
      case DUP -> frame.push(frame.peek());
      case DUP_X1 -> insertBelow(frame, 1, 1);
      case DUP_X2 -> insertBelow(frame, 1, 2);
      case DUP2 -> insertBelow(frame, 2, 0);
      case DUP2_X1 -> insertBelow(frame, 2, 1);
      case DUP2_X2 -> insertBelow(frame, 2, 2);
      case SWAP -> {
        JavaValue top = frame.pop();
        JavaValue below = frame.pop();
        frame.push(top);
        frame.push(below);
      }
      default -> throw new IllegalArgumentException("opcode " + opcode);
    }
  }

  private static boolean isWide(JavaValue value) {
    return value instanceof Scalar scalar && scalar.isLong();
  }

  private static void popWide(Frame frame) {
    if (!isWide(frame.pop())) {
      frame.pop();
    }
  }

  /** Copies the top words below the words under them; a long is two words but one value. */
  private static void insertBelow(Frame frame, int words, int below) {
    JavaValue[] top = popWords(frame, words);
    JavaValue[] under = popWords(frame, below);
    pushAll(frame, top);
    pushAll(frame, under);
    pushAll(frame, top);
  }

  private static JavaValue[] popWords(Frame frame, int words) {
    if (words == 0) {
      return new JavaValue[0];
    }
    JavaValue first = frame.pop();
    if (words == 1 || isWide(first)) {
      return new JavaValue[] {first};
    }
    return new JavaValue[] {frame.pop(), first};
  }

  private static void pushAll(Frame frame, JavaValue[] values) {
    for (JavaValue value : values) {
      frame.push(value);
    }
  }
}

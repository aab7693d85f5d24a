package bpf4j.compiler.internal.opt;

import bpf4j.compiler.internal.ir.KnownBits;
import bpf4j.compiler.internal.ir.Op;
import bpf4j.compiler.internal.ir.Type;
import bpf4j.compiler.internal.ir.Value;

/**
 * Division by constants, which multiplication or shifts do in less time; and signed division where
 * the machine has none: by magnitudes, the sign put back afterwards. {@code MIN_VALUE / -1} comes
 * out as Java has it.
 */
final class DivisionLowering {
  private final BlockWriter writer;

  DivisionLowering(BlockWriter writer) {
    this.writer = writer;
  }

  static boolean isPowerOfTwo(Value divisor) {
    return divisor.isConst() && divisor.imm() > 0 && Long.bitCount(divisor.imm()) == 1;
  }

  void lower(Value value) {
    writer.setPosition(value.position());
    Reciprocal reciprocal = Reciprocal.of(value);
    if (reciprocal != null) {
      byMultiplication(value, reciprocal);
    } else if (isPowerOfTwo(value.arg(1))) {
      byShift(value, Long.numberOfTrailingZeros(value.arg(1).imm()));
    } else {
      byMagnitude(value);
    }
    writer.add(value);
  }

  private void byMultiplication(Value value, Reciprocal reciprocal) {
    Type type = value.type();
    Value x = value.arg(0);
    Value wide = type == Type.I32 ? writer.op(Op.ZEXT32, Type.I64, x) : x;
    Value factor = writer.constant(Type.I64, reciprocal.factor());
    Value product = writer.op(Op.MUL, Type.I64, wide, factor);
    Value shift = writer.constant(Type.I64, reciprocal.shift());
    Value quotient = writer.op(Op.SHR, Type.I64, product, shift);
    if (value.op() == Op.UREM) {
      Value narrow = type == Type.I32 ? writer.op(Op.TRUNC, Type.I32, quotient) : quotient;
      value.become(Op.SUB, 0, null, x, writer.op(Op.MUL, type, narrow, value.arg(1)));
    } else if (type == Type.I32) {
      value.become(Op.TRUNC, 0, null, quotient);
    } else {
      value.become(Op.SHR, 0, null, product, shift);
    }
  }

  /** Rounds towards zero by adding {@code 2^k - 1} to negative dividends. */
  private void byShift(Value value, int k) {
    Type type = value.type();
    int bits = type == Type.I32 ? 32 : 64;
    Value x = value.arg(0);
    Value sign = writer.op(Op.SAR, type, x, writer.constant(type, k == 1 ? 0 : bits - 1));
    Value bias = writer.op(Op.SHR, type, sign, writer.constant(type, bits - k));
    Value sum = writer.op(Op.ADD, type, x, bias);
    if (value.op() == Op.SDIV) {
      value.become(Op.SAR, 0, null, sum, writer.constant(type, k));
    } else {
      Value low = writer.op(Op.AND, type, sum, writer.constant(type, (1L << k) - 1));
      value.become(Op.SUB, 0, null, low, bias);
    }
  }

  private void byMagnitude(Value value) {
    Type type = value.type();
    Value x = value.arg(0);
    Value y = value.arg(1);
    Value xSign = sign(x);
    Value xMagnitude = magnitude(x, xSign);
    Value ySign = sign(y);
    Value yMagnitude = magnitude(y, ySign);
    if (value.op() == Op.SREM) {
      Value rest = writer.op(Op.UREM, type, xMagnitude, yMagnitude);
      Value flipped = writer.op(Op.XOR, type, rest, xSign);
      value.become(Op.SUB, 0, null, flipped, xSign);
      return;
    }
    Value quotient = writer.op(Op.UDIV, type, xMagnitude, yMagnitude);
    Value resultSign = writer.op(Op.XOR, type, xSign, ySign);
    Value flipped = writer.op(Op.XOR, type, quotient, resultSign);
    value.become(Op.SUB, 0, null, flipped, resultSign);
  }

  /** All ones for a negative number, else zero. */
  private Value sign(Value value) {
    Type type = value.type();
    if (KnownBits.isNonNegative(value)) {
      return writer.constant(type, 0);
    }
    int bits = type == Type.I32 ? 32 : 64;
    return writer.op(Op.SAR, type, value, writer.constant(type, bits - 1));
  }

  private Value magnitude(Value value, Value sign) {
    Type type = value.type();
    return writer.op(Op.SUB, type, writer.op(Op.XOR, type, value, sign), sign);
  }
}

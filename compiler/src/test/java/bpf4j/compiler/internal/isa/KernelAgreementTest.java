package bpf4j.compiler.internal.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bpf4j.syscall.Errno;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.syscall.bpf.TestRunAttr;
import bpf4j.syscall.io.Fd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The kernel does with each instruction what its name says. A program computes every operation on
 * two numbers that it reads from the packet, so that neither verifier nor JIT knows them, and
 * returns which check was the first to fail.
 */
class KernelAgreementTest {
  private static final int OK = 0x600d;
  private static final int CTX = 6;
  private static final int A = 7;
  private static final int B = 8;
  private static final int ETHERNET = 14;

  /** Linux 6.6 has v4, but signed division by -1 may fault in it before this. */
  private static final KernelVersion V4 = KernelVersion.of(6, 12);

  private static final KernelVersion ACQUIRE = KernelVersion.of(6, 15);

  private final Assembler out = new Assembler(IsaLevel.V4);
  private final List<String> checks = new ArrayList<>();

  KernelAgreementTest() {
    readOperands(out);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 3",
    "-7, 3",
    "-1, 0",
    "-9223372036854775808, -1",
    "81985529216486895, -81985529216486896",
    "4294967296, 2147483648",
    "-2147483648, -1",
    "255, 65535"
  })
  void computes(long a, long b) {
    needs(V4);
    arithmetic(a, b);
    conversions(a);
    conditions(a, b);
    stores(a);
    atomics(a, b);
    agrees(a, b);
  }

  @Test
  void loadsAndStoresInOrder() {
    needs(ACQUIRE);
    long a = 0x1122334455667788L;
    for (MemSize size : MemSize.values()) {
      out.st(MemSize.DW, 10, -8, 0).storeRelease(size, 10, -8, A).ldx(MemSize.DW, 0, 10, -8);
      check("store_release " + size, a & mask(size));
      out.stx(MemSize.DW, 10, -8, A).loadAcquire(size, 0, 10, -8);
      check("load_acquire " + size, a & mask(size));
    }
    agrees(a, 0);
  }

  @Test
  void readsPackets() {
    needs(V4);
    out.ldAbs(MemSize.B, 1);
    check("ldAbs B", 0x22);
    out.ldAbs(MemSize.H, 1);
    check("ldAbs H", 0x2233);
    out.ldAbs(MemSize.W, 4);
    check("ldAbs W", 0x55667788);
    out.mov64Imm(9, 2).ldInd(MemSize.B, 9, 1);
    check("ldInd B", 0x44);
    out.mov64Imm(9, 2).ldInd(MemSize.H, 9, -2);
    check("ldInd H", 0x1122);
    out.mov64Imm(9, 2).ldInd(MemSize.W, 9, 2);
    check("ldInd W", 0x55667788);
    agrees(0x1122334455667788L, 0);
  }

  @ParameterizedTest
  @CsvSource({"EQ, 5, 5, true", "EQ, 5, 4, false", "SET, 6, 3, true", "SET, 6, 9, false"})
  void longJumpsLand(Cond cond, long a, long b, boolean taken) {
    needs(V4);
    Assembler far = new Assembler(IsaLevel.V4, true);
    Label target = new Label();
    readOperands(far);
    far.jump(cond, true, A, B, target).mov64Imm(0, 1);
    for (int i = 0; i < 40_000; i++) {
      far.aluImm(AluOp.ADD, true, 0, 0);
    }
    Code code = far.exit().bind(target).mov64Imm(0, 2).exit().finish();
    assertThat(run(code, a, b)).isEqualTo(taken ? 2 : 1);
  }

  private void arithmetic(long a, long b) {
    for (AluOp op : AluOp.values()) {
      for (boolean is64 : new boolean[] {true, false}) {
        long operand = op.isShift() ? b & (is64 ? 63 : 31) : b;
        out.mov64(0, A).mov64(1, B);
        if (op.isShift()) {
          out.aluImm(AluOp.AND, true, 1, is64 ? 63 : 31);
        }
        out.alu(op, is64, 0, 1);
        check(op + " register " + is64, Semantics.alu(op, is64, a, operand));
        int imm = op.isShift() ? (int) operand : op.isDivision() ? ((int) b | 1) : (int) b;
        out.mov64(0, A).aluImm(op, is64, 0, imm);
        check(op + " immediate " + is64, Semantics.alu(op, is64, a, imm));
      }
    }
    out.mov64(0, A).neg(true, 0);
    check("neg 64", -a);
    out.mov64(0, A).neg(false, 0);
    check("neg 32", -a & 0xffffffffL);
  }

  private void conversions(long a) {
    for (int bits : new int[] {8, 16, 32}) {
      out.mov64Imm(0, 1).movsx(bits, true, 0, A);
      check("movsx 64 from " + bits, Semantics.extend(bits, true, a));
      if (bits < 32) {
        out.mov64Imm(0, 1).movsx(bits, false, 0, A);
        check("movsx 32 from " + bits, Semantics.extend(bits, false, a));
      }
    }
    for (Endian kind : Endian.values()) {
      for (int bits : new int[] {16, 32, 64}) {
        out.mov64(0, A).endian(kind, bits, 0);
        check(kind + " " + bits, Semantics.endian(kind, bits, a));
      }
    }
  }

  private void conditions(long a, long b) {
    int constant = (int) b;
    for (Cond cond : Cond.values()) {
      for (boolean is64 : new boolean[] {true, false}) {
        Label register = new Label();
        out.mov64Imm(0, 1).jump(cond, is64, A, B, register).mov64Imm(0, 0).bind(register);
        check(cond + " register " + is64, Semantics.holds(cond, is64, a, b) ? 1 : 0);
        Label immediate = new Label();
        out.mov64Imm(0, 1).jumpImm(cond, is64, A, constant, immediate);
        out.mov64Imm(0, 0).bind(immediate);
        check(cond + " immediate " + is64, Semantics.holds(cond, is64, a, constant) ? 1 : 0);
      }
    }
  }

  private void stores(long a) {
    for (MemSize size : MemSize.values()) {
      out.st(MemSize.DW, 10, -8, 0).stx(size, 10, -8, A).ldx(MemSize.DW, 0, 10, -8);
      check("stx " + size, a & mask(size));
      out.stx(MemSize.DW, 10, -8, A).ldx(size, 0, 10, -8);
      check("ldx " + size, a & mask(size));
      out.st(MemSize.DW, 10, -8, 0).st(size, 10, -8, -2).ldx(MemSize.DW, 0, 10, -8);
      check("st " + size, -2 & mask(size));
      if (size != MemSize.DW) {
        out.stx(MemSize.DW, 10, -8, A).ldxsx(size, 0, 10, -8);
        check("ldxsx " + size, Semantics.extend(size.bytes() * 8, true, a));
      }
    }
  }

  private void atomics(long a, long b) {
    for (AtomicOp op : AtomicOp.values()) {
      for (MemSize size : new MemSize[] {MemSize.W, MemSize.DW}) {
        long mask = mask(size);
        // R0 holds B: the compare succeeds only where A and B agree in the width.
        out.stx(MemSize.DW, 10, -8, A).mov64(0, B).mov64(1, B);
        out.aluImm(AluOp.ADD, true, 1, 9).atomic(op, size, 10, -8, 1).mov64(2, 0);
        out.mov64(3, 1).ldx(MemSize.DW, 0, 10, -8);
        long memory = Semantics.atomic(op, a & mask, (b + 9) & mask, b & mask);
        check(op + " memory " + size, (a & ~mask) | (memory & mask));
        out.mov64(0, 2);
        check(op + " r0 " + size, op == AtomicOp.CMPXCHG ? a & mask : b);
        out.mov64(0, 3);
        check(op + " source " + size, op.writesSource() ? a & mask : b + 9);
      }
    }
    out.stx(MemSize.DW, 10, -8, A).mov64(0, A).atomic(AtomicOp.CMPXCHG, MemSize.DW, 10, -8, B);
    out.ldx(MemSize.DW, 0, 10, -8);
    check("CMPXCHG that succeeds", b);
  }

  private static long mask(MemSize size) {
    return -1L >>> (64 - size.bytes() * 8);
  }

  /** Ends the run with the check's number unless R0 holds the value; loses R5. */
  private void check(String what, long expected) {
    Label passed = new Label();
    checks.add(what);
    out.ldImm64(5, expected).jump(Cond.EQ, true, 0, 5, passed);
    out.mov64Imm(0, checks.size() - 1).exit().bind(passed);
  }

  private void agrees(long a, long b) {
    int result = run(out.mov64Imm(0, OK).exit().finish(), a, b);
    assertThat(checks).isNotEmpty();
    assertThat(result == OK ? "" : checks.get(result)).as("first check that failed").isEmpty();
  }

  /** Reads A and B from the packet's first 16 bytes, big-endian. */
  private static void readOperands(Assembler out) {
    out.mov64(CTX, 1);
    for (int register : new int[] {A, B}) {
      int offset = register == A ? 0 : 8;
      out.ldAbs(MemSize.W, offset).mov64(register, 0).aluImm(AluOp.LSH, true, register, 32);
      out.ldAbs(MemSize.W, offset + 4).alu(AluOp.OR, true, register, 0);
    }
  }

  private static int run(Code code, long a, long b) {
    byte[] packet = new byte[64];
    ByteBuffer.wrap(packet).position(ETHERNET).putLong(a).putLong(b);
    try (Fd program = load(code)) {
      return ProgramCalls.testRun(program, TestRunAttr.of(packet)).returnValue();
    }
  }

  private static Fd load(Code code) {
    ByteBuffer bytes = ByteBuffer.allocate(code.size() * Long.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(code.slots());
    var attr = ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, bytes, "GPL").build();
    try {
      return ProgramCalls.load(attr).fd();
    } catch (SyscallException e) {
      if (e.errno() == Errno.EPERM && !"true".equals(System.getenv("CI"))) {
        return abort(e.getMessage());
      }
      throw e;
    }
  }

  private static void needs(KernelVersion first) {
    assumeTrue(KernelVersion.running().atLeast(first), () -> "needs Linux " + first);
  }
}

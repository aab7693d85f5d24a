package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.codegen.FunctionEntry;
import bpf4j.compiler.internal.codegen.LineEntry;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.elf.BtfBuilder;
import bpf4j.elf.BtfLinkage;
import bpf4j.elf.BtfNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A program described to the kernel: its functions' types, and for each instruction the Java line,
 * so that the verifier's log, {@code bpftool} and {@code perf} show Java.
 *
 * @param btf the type information
 * @param functions an array of {@code struct bpf_func_info}
 * @param lines an array of {@code struct bpf_line_info}
 */
record DebugInfo(byte[] btf, byte[] functions, byte[] lines) {
  static final int FUNCTION_RECORD = 8;
  static final int LINE_RECORD = 16;

  /** {@code line_col} holds the line above ten bits of column. */
  private static final int LINE_SHIFT = 10;

  static DebugInfo of(Compilation compilation) {
    BtfBuilder btf = new BtfBuilder();
    int intType = btf.addInt("int", 4, true);
    int pointer = btf.addPointer(BtfBuilder.VOID);
    int prototype = btf.addFunctionPrototype(intType);
    btf.addParameter("context", pointer);
    int function =
        btf.addFunction(BtfNames.mangle(compilation.name()), prototype, BtfLinkage.STATIC);
    List<FunctionEntry> called = compilation.code().functions();
    byte[] functions = new byte[FUNCTION_RECORD * (1 + called.size())];
    ByteBuffer records = nativeOrder(functions).putInt(0).putInt(function);
    for (FunctionEntry entry : called) {
      records.putInt(entry.slot()).putInt(function(btf, entry.subprogram(), intType, pointer));
    }
    byte[] lines = lines(btf, compilation.code().lines());
    return new DebugInfo(btf.toBytes(), functions, lines);
  }

  private static int function(BtfBuilder btf, Subprogram subprogram, int number, int pointer) {
    int prototype = btf.addFunctionPrototype(number);
    btf.addParameter("context", pointer);
    for (int i = 0; i < subprogram.parameters().size(); i++) {
      boolean isPointer = subprogram.parameters().get(i).isPointer();
      btf.addParameter("p" + i, isPointer ? pointer : number);
    }
    return btf.addFunction(BtfNames.mangle(subprogram.name()), prototype, BtfLinkage.STATIC);
  }

  private static byte[] lines(BtfBuilder btf, List<LineEntry> entries) {
    boolean first = entries.isEmpty() || entries.get(0).slot() != 0;
    byte[] records = new byte[LINE_RECORD * (entries.size() + (first ? 1 : 0))];
    ByteBuffer out = nativeOrder(records);
    if (first) {
      // The kernel wants every function's first instruction to have a line.
      SourcePosition position =
          entries.isEmpty() ? new SourcePosition("unknown", 0, "") : entries.get(0).position();
      put(out, btf, 0, position);
    }
    for (LineEntry entry : entries) {
      put(out, btf, entry.slot(), entry.position());
    }
    return records;
  }

  private static void put(ByteBuffer out, BtfBuilder btf, int slot, SourcePosition position) {
    out.putInt(slot)
        .putInt(btf.addString(position.file()))
        .putInt(btf.addString(position + " " + position.method()))
        .putInt(position.line() << LINE_SHIFT);
  }

  private static ByteBuffer nativeOrder(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }
}

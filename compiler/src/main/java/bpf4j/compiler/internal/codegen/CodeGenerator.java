package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.Subprogram;
import bpf4j.compiler.internal.isa.Assembler;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.isa.JumpRangeException;
import bpf4j.compiler.internal.isa.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns an optimized graph, and those of the functions that it calls, into BPF instructions. */
public final class CodeGenerator {
  /** How far a jump may go; and the kernel makes jumps longer that stand across calls. */
  private static final int JUMP_RANGE = 32_000;

  private CodeGenerator() {}

  public static GeneratedCode generate(Graph graph, GeneratorOptions options) {
    List<FailSite> failSites = new ArrayList<>();
    List<MachineProgram.Function> functions = new ArrayList<>();
    functions.add(select(null, graph, options, failSites));
    for (Subprogram subprogram : Subprogram.calledBy(graph)) {
      GeneratorOptions inside = new GeneratorOptions(options.level(), subprogram.failure());
      functions.add(select(subprogram, subprogram.graph(), inside, failSites));
    }
    CallTree calls = new CallTree(functions);
    if (!calls.fitsStack()) {
      functions.replaceAll(MachineProgram.Function::withSharedSlots);
      calls = new CallTree(functions);
    }
    calls.check();
    MachineProgram program = new MachineProgram(functions, failSites);
    boolean mayBeFar = program.expandedSize() > JUMP_RANGE;
    boolean hasFar = options.level().compareTo(IsaLevel.V4) >= 0;
    if (mayBeFar && !hasFar) {
      throw tooLong();
    }
    try {
      return encode(program, new Assembler(options.level(), mayBeFar), calls.stackBytes());
    } catch (JumpRangeException e) {
      throw tooLong();
    }
  }

  private static MachineProgram.Function select(
      Subprogram subprogram, Graph graph, GeneratorOptions options, List<FailSite> failSites) {
    MachineFunction function = new Selector(graph, options, failSites).select();
    new RegisterAllocator(function).run();
    return new MachineProgram.Function(
        subprogram, graph, function, new StackFrame(function), new BlockLayout(function));
  }

  private static CompileException tooLong() {
    return new CompileException(
        null,
        0,
        "the program is too long: it jumps over more than 32,767 instructions, which this kernel's"
            + " instruction set cannot; make it shorter, or split it into several programs");
  }

  private static GeneratedCode encode(MachineProgram program, Assembler assembler, int stackBytes) {
    Map<Subprogram, Label> labels = new HashMap<>();
    for (MachineProgram.Function function : program.functions()) {
      if (function.subprogram() != null) {
        labels.put(function.subprogram(), new Label());
      }
    }
    List<LineEntry> lines = new ArrayList<>();
    List<FunctionEntry> entries = new ArrayList<>();
    int hotSlots = 0;
    for (MachineProgram.Function function : program.functions()) {
      int start = assembler.position();
      Subprogram subprogram = function.subprogram();
      if (subprogram != null) {
        assembler.bind(labels.get(subprogram));
        entries.add(new FunctionEntry(start, subprogram));
      }
      Emitter emitter = new Emitter(assembler, function.frame(), labels);
      hotSlots += emitter.emit(function.layout()) - start;
      lines.addAll(emitter.linesFrom(start));
    }
    return new GeneratedCode(
        assembler.finish(), lines, program.failSites(), entries, hotSlots, stackBytes);
  }
}

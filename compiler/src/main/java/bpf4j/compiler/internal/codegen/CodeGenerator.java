package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.isa.Assembler;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.isa.JumpRangeException;

/** Turns an optimized graph into BPF instructions. */
public final class CodeGenerator {
  private CodeGenerator() {}

  public static GeneratedCode generate(Graph graph, GeneratorOptions options) {
    MachineFunction function = new Selector(graph, options).select();
    new RegisterAllocator(function).run();
    StackFrame frame = new StackFrame(function);
    BlockLayout layout = new BlockLayout(function);
    try {
      return encode(function, frame, layout, new Assembler(options.level()));
    } catch (JumpRangeException e) {
      return encodeFar(function, frame, layout, options);
    }
  }

  /** Jumps of more than 32,767 slots take two instructions, and the instruction set v4. */
  private static GeneratedCode encodeFar(
      MachineFunction function, StackFrame frame, BlockLayout layout, GeneratorOptions options) {
    try {
      if (options.level().compareTo(IsaLevel.V4) >= 0) {
        return encode(function, frame, layout, new Assembler(options.level(), true));
      }
    } catch (JumpRangeException e) {
      // Refused below.
    }
    throw new CompileException(
        null,
        0,
        "the program is too long: it jumps over more than 32,767 instructions, which this kernel's"
            + " instruction set cannot; make it shorter, or split it into several programs");
  }

  private static GeneratedCode encode(
      MachineFunction function, StackFrame frame, BlockLayout layout, Assembler assembler) {
    Emitter emitter = new Emitter(assembler, frame);
    int hotSlots = emitter.emit(layout);
    return new GeneratedCode(
        assembler.finish(), emitter.lines(), function.failSites(), hotSlots, frame.size());
  }
}

package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.isa.Assembler;

/** Turns an optimized graph into BPF instructions. */
public final class CodeGenerator {
  private CodeGenerator() {}

  public static GeneratedCode generate(Graph graph, GeneratorOptions options) {
    MachineFunction function = new Selector(graph, options).select();
    new RegisterAllocator(function).run();
    StackFrame frame = new StackFrame(function);
    BlockLayout layout = new BlockLayout(function);
    Assembler assembler = new Assembler(options.level());
    Emitter emitter = new Emitter(assembler, frame);
    int hotSlots = emitter.emit(layout);
    return new GeneratedCode(
        assembler.finish(), emitter.lines(), function.failSites(), hotSlots, frame.size());
  }
}

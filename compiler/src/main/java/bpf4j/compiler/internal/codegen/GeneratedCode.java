package bpf4j.compiler.internal.codegen;

import bpf4j.compiler.internal.ir.FailSite;
import bpf4j.compiler.internal.isa.Code;
import java.util.List;

/**
 * A program in BPF instructions, not yet bound to maps.
 *
 * @param code the instructions and what must be patched in them
 * @param lines which Java line instructions belong to
 * @param failSites where a run may fail, in the order of their counters
 * @param functions the functions that the program calls, in the order in which they stand
 * @param hotSlots slots that a healthy run may reach; those after them only count failures
 * @param stackBytes bytes of stack in use
 */
public record GeneratedCode(
    Code code,
    List<LineEntry> lines,
    List<FailSite> failSites,
    List<FunctionEntry> functions,
    int hotSlots,
    int stackBytes) {
  public GeneratedCode {
    lines = List.copyOf(lines);
    failSites = List.copyOf(failSites);
    functions = List.copyOf(functions);
  }
}

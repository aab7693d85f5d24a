package bpf4j.compiler.internal.load;

import bpf4j.compiler.Instruction;
import bpf4j.compiler.internal.codegen.GeneratedCode;
import bpf4j.compiler.internal.codegen.LineEntry;
import bpf4j.compiler.internal.isa.Annotations;
import bpf4j.compiler.internal.isa.Disassembler;
import bpf4j.compiler.internal.isa.Relocation;
import bpf4j.maps.BpfMap;
import java.util.List;

/** Generated code for people to read. */
public final class ProgramListing {
  private ProgramListing() {}

  public static List<Instruction> instructions(GeneratedCode code) {
    return Instruction.listOf(code.code().slots());
  }

  public static String disassemble(GeneratedCode code) {
    return Disassembler.listing(code.code().slots(), new CodeAnnotations(code));
  }

  private record CodeAnnotations(GeneratedCode code) implements Annotations {
    @Override
    public String source(int slot) {
      for (LineEntry entry : code.lines()) {
        if (entry.slot() == slot) {
          return entry.position().toString();
        }
      }
      return null;
    }

    @Override
    public String map(int slot) {
      for (Relocation relocation : code.code().relocations()) {
        if (relocation.slot() == slot) {
          return relocation.map() instanceof BpfMap map ? map.name() : relocation.map().toString();
        }
      }
      return null;
    }
  }
}

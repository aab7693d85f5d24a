package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.fuzz.ast.Printer;
import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.generate.Generator;
import java.util.List;

/**
 * A program as Java source, with what it is run on.
 *
 * @param name of its class
 * @param source of its class
 * @param usedMaps the maps that it mentions; the others need neither clearing nor comparing
 * @param packets what to run it on, one after another
 */
public record Subject(
    String name, Program program, String source, List<String> usedMaps, List<byte[]> packets) {
  public static Subject of(String name, Program program, List<byte[]> packets) {
    Printer out = new Printer();
    List<String> maps = Generator.usedMaps(program);
    program.print(out, name, Generator.mapDeclarations(maps));
    return new Subject(name, program, out.toString(), maps, packets);
  }
}

package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.fuzz.ast.Printer;
import bpf4j.compiler.fuzz.ast.Program;
import bpf4j.compiler.fuzz.generate.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A program as Java source, with what it is run on.
 *
 * @param name of its class
 * @param source of its class
 * @param packets what to run it on, one after another
 */
public record Subject(String name, Program program, String source, List<byte[]> packets) {
  public static Subject of(String name, Program program, List<byte[]> packets) {
    Printer out = new Printer();
    program.print(out, name, Generator.mapDeclarations());
    return new Subject(name, program, out.toString(), packets);
  }

  /** The maps that the program mentions; the others need neither clearing nor comparing. */
  List<String> usedMaps() {
    List<String> out = new ArrayList<>();
    for (String name : Generator.mapNames()) {
      if (Pattern.compile("\\b" + name + "\\.").matcher(source).find()) {
        out.add(name);
      }
    }
    return out;
  }
}

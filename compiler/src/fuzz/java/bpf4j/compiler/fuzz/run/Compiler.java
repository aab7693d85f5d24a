package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.CompileOptions;
import java.io.Serializable;

/** What is tested. */
@FunctionalInterface
public interface Compiler {
  Compilation compile(Serializable lambda, CompileOptions options);
}

package bpf4j.compiler.fuzz.run;

import bpf4j.compiler.CompileException;
import bpf4j.compiler.VerifierException;
import bpf4j.compiler.fuzz.run.KernelMachine.KernelRuns;
import bpf4j.compiler.internal.isa.IsaLevel;
import bpf4j.compiler.internal.load.Compilation;
import bpf4j.compiler.internal.load.ProgramListing;
import bpf4j.syscall.bpf.ProgramFlags;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;

/** Both machines side by side. Not thread-safe. */
public final class Bench implements AutoCloseable {
  private final JavaCompiler javac = new JavaCompiler();
  private final JvmMachine jvm = new JvmMachine();
  private final KernelMachine kernel;

  /**
   * Makes a bench.
   *
   * @param level the instruction set; null for the newest that the kernel has
   */
  public Bench(IsaLevel level, Compiler compiler) {
    this.kernel = new KernelMachine(level, compiler);
  }

  public JavaCompiler javac() {
    return javac;
  }

  /**
   * Runs a program on both machines.
   *
   * @param loader what has its class
   * @param flags for loading into the kernel
   */
  public Verdict judge(Subject subject, ClassLoader loader, int flags) {
    Compilation compilation = null;
    try {
      Method make =
          loader
              .loadClass(JavaCompiler.PACKAGE + "." + subject.name())
              .getDeclaredMethod("make", Environment.class);
      make.setAccessible(true);
      Serializable java = (Serializable) make.invoke(null, jvm.environment());
      Serializable bpf = (Serializable) make.invoke(null, kernel.environment());
      List<RunResult> expected = jvm.run(subject, java);
      compilation = kernel.compile(subject.program().kind(), bpf);
      KernelRuns runs = kernel.run(subject, compilation, flags);
      Verdict verdict = compare(subject, expected, runs.results(), compilation);
      if (verdict.outcome() == Outcome.WRONG && (flags & ProgramFlags.TEST_RND_HI32) != 0) {
        // The flag changes only what the verifier thinks unused: if it changes a result, the
        // verifier is wrong, as that of Linux 6.18 is where it prunes paths.
        int fewer = flags & ~ProgramFlags.TEST_RND_HI32;
        List<RunResult> plain = kernel.run(subject, compilation, fewer).results();
        Verdict other = compare(subject, expected, plain, compilation);
        return other.outcome() == Outcome.AGREE ? Verdict.KERNEL_BUG : other;
      }
      Verdict outcome =
          runs.retried() && verdict.outcome() == Outcome.AGREE ? Verdict.RETRIED : verdict;
      return outcome.withWalked(runs.walked());
    } catch (CompileException e) {
      return new Verdict(Outcome.REFUSED, e.reason(), trace(e));
    } catch (VerifierException e) {
      if (e.log().contains("REG INVARIANTS VIOLATION")) {
        return Verdict.kernelBug("EFAULT of BPF_F_TEST_REG_INVARIANTS");
      }
      return new Verdict(
          Outcome.REJECTED, withoutNumbers(e.reason()), listing(compilation) + "\n" + e.log());
    } catch (InvocationTargetException e) {
      return crashed(e.getCause(), compilation);
    } catch (RuntimeException | ReflectiveOperationException | Error e) {
      return crashed(e, compilation);
    }
  }

  private static Verdict crashed(Throwable e, Compilation compilation) {
    StackTraceElement[] trace = e.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0].getMethodName();
    String reason = e.getClass().getSimpleName() + place;
    return new Verdict(Outcome.CRASHED, reason, trace(e) + "\n" + listing(compilation));
  }

  private static Verdict compare(
      Subject subject, List<RunResult> expected, List<RunResult> actual, Compilation compilation) {
    StringBuilder out = new StringBuilder();
    String reason = null;
    for (int i = 0; i < expected.size(); i++) {
      RunResult jvm = expected.get(i);
      RunResult bpf = actual.get(i);
      boolean same = RunResult.agree(jvm, bpf);
      if (!same && reason == null) {
        reason = difference(jvm, bpf);
      }
      out.append("packet %d: %s%n".formatted(i, Hex.of(subject.packets().get(i))));
      out.append("  JVM    %s%n".formatted(jvm)).append("  kernel %s%n".formatted(bpf));
    }
    return reason == null
        ? Verdict.AGREE
        : new Verdict(Outcome.WRONG, reason, out + "\n" + listing(compilation));
  }

  private static String difference(RunResult jvm, RunResult kernel) {
    if (jvm.failure() == null && kernel.failure() != null) {
      return "only the kernel fails";
    } else if (jvm.verdict() != kernel.verdict()) {
      return "verdicts differ";
    } else if (!jvm.maps().equals(kernel.maps())) {
      return "maps differ";
    } else if (!jvm.packet().equals(kernel.packet())) {
      return "packets differ";
    }
    return "failures differ";
  }

  private static String listing(Compilation compilation) {
    return compilation == null ? "" : ProgramListing.disassemble(compilation.code());
  }

  private static String withoutNumbers(String reason) {
    return reason.replaceAll("0x[0-9a-f]+|-?\\d+", "#");
  }

  private static String trace(Throwable e) {
    StringWriter out = new StringWriter();
    e.printStackTrace(new PrintWriter(out, true));
    return out.toString();
  }

  @Override
  public void close() {
    jvm.close();
    kernel.close();
    try {
      javac.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

package bpf4j.syscall.probe;

import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.bpf.ProgramType;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/**
 * Asks the running kernel what it can do, by trying: never by its version, which backports make
 * useless.
 *
 * <p>Nothing is asked before it is needed: to explain a failure, to choose between two ways, or for
 * a report. A conclusive answer is kept for the life of the process; {@link Support.Answer#UNKNOWN}
 * is asked anew each time. A probe costs some ten microseconds, leaves nothing behind and disturbs
 * nobody. Thread-safe.
 */
public final class FeatureProbes {
  private static final ConcurrentMap<Object, Support> CONCLUSIVE = new ConcurrentHashMap<>();

  private FeatureProbes() {}

  private record Helper(ProgramType type, int number) {}

  private static Support once(Object question, Supplier<Support> probe) {
    Support known = CONCLUSIVE.get(question);
    if (known != null) {
      return known;
    }
    Support answer = probe.get();
    if (answer.answer() != Support.Answer.UNKNOWN) {
      CONCLUSIVE.putIfAbsent(question, answer);
    }
    return answer;
  }

  /**
   * Asks for a type of program. Yes says that the verifier takes such programs, not that there is
   * something on this machine to attach them to.
   *
   * @param type the type
   * @return the answer
   */
  public static Support programType(ProgramType type) {
    return once(type, () -> ProgramProbes.type(type));
  }

  /**
   * Asks for a type of map.
   *
   * @param type the type
   * @return the answer
   */
  public static Support mapType(MapType type) {
    return once(type, () -> MapProbes.type(type));
  }

  /**
   * Asks whether programs of a type may call a helper, under a GPL licence and with this process's
   * privileges.
   *
   * @param type the type of program; tracing, LSM, struct_ops and replacement programs answer
   *     unknown, since they load only for a given function
   * @param helper the helper's number ({@code enum bpf_func_id})
   * @return the answer
   */
  public static Support helper(ProgramType type, int helper) {
    return once(new Helper(type, helper), () -> ProgramProbes.helper(type, helper));
  }

  /**
   * Asks whether programs can attach somewhere.
   *
   * @param type where
   * @return the answer
   */
  public static Support attachType(AttachType type) {
    return once(type, () -> AttachProbes.type(type));
  }

  /**
   * Asks for an instruction.
   *
   * @param feature which
   * @return the answer
   */
  public static Support instruction(InstructionFeature feature) {
    return once(feature, () -> ProgramProbes.instructions(feature.program()));
  }

  /**
   * Finds the highest level of the instruction set of which the kernel is known to have everything.
   *
   * @return the level, {@link InstructionSet#V1} if nothing can be known
   */
  public static InstructionSet instructionSet() {
    if (!instruction(InstructionFeature.JUMP_LESS_THAN).isYes()) {
      return InstructionSet.V1;
    }
    if (!instruction(InstructionFeature.JUMP_32).isYes()) {
      return InstructionSet.V2;
    }
    boolean v4 =
        instruction(InstructionFeature.SIGNED_DIVISION).isYes()
            && instruction(InstructionFeature.SIGN_EXTENDING_MOVE).isYes()
            && instruction(InstructionFeature.SIGN_EXTENDING_LOAD).isYes()
            && instruction(InstructionFeature.BYTE_SWAP).isYes()
            && instruction(InstructionFeature.LONG_JUMP).isYes();
    return v4 ? InstructionSet.V4 : InstructionSet.V3;
  }
}

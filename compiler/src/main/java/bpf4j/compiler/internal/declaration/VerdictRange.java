package bpf4j.compiler.internal.declaration;

import bpf4j.perf.attach.KernelPlace;
import java.util.Set;

/**
 * The numbers that programs at a place may return. From Linux 6.12 on the verifier wants to see
 * that they do; what returns another fails the run.
 *
 * @param least the smallest
 * @param most the largest
 */
public record VerdictRange(int least, int most) {
  /** Whatever there is. */
  public static final VerdictRange ANY = new VerdictRange(Integer.MIN_VALUE, Integer.MAX_VALUE);

  private static final int MAX_ERRNO = 4095;

  /** {@code bool_lsm_hooks} in {@code kernel/bpf/bpf_lsm.c}: those that answer yes or no. */
  private static final Set<String> ASKING_HOOKS =
      Set.of("xfrm_state_pol_flow_match", "audit_rule_known", "inode_xattr_skipcap");

  /** The range for what is known of a program's place. */
  public static VerdictRange of(Binding binding) {
    return binding instanceof Binding.AtPlace at
            && at.place().kind() == KernelPlace.Kind.SECURITY_HOOK
        ? ofSecurityHook(at.place().name())
        : ANY;
  }

  /** The range for a hook of security modules: 0 or a negative errno, with few exceptions. */
  public static VerdictRange ofSecurityHook(String name) {
    return ASKING_HOOKS.contains(name) ? new VerdictRange(0, 1) : new VerdictRange(-MAX_ERRNO, 0);
  }

  /** Whether a number is in the range. */
  public boolean contains(int verdict) {
    return verdict >= least && verdict <= most;
  }
}

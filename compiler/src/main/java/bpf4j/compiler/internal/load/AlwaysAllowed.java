package bpf4j.compiler.internal.load;

import bpf4j.compiler.internal.ir.Block;
import bpf4j.compiler.internal.ir.Graph;
import bpf4j.compiler.internal.ir.SourcePosition;
import bpf4j.syscall.bpf.AttachType;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Places where programs cannot forbid anything: the verifier wants to see them return 1 ({@code
 * check_return_code} in {@code kernel/bpf/verifier.c}).
 */
final class AlwaysAllowed {
  private static final long ALLOW = 1;

  private static final Set<AttachType> PLACES =
      EnumSet.of(
          AttachType.CGROUP_UDP4_RECVMSG,
          AttachType.CGROUP_UDP6_RECVMSG,
          AttachType.CGROUP_INET4_GETPEERNAME,
          AttachType.CGROUP_INET6_GETPEERNAME,
          AttachType.CGROUP_INET4_GETSOCKNAME,
          AttachType.CGROUP_INET6_GETSOCKNAME);

  private AlwaysAllowed() {}

  /**
   * Checks an optimized program.
   *
   * @param position where it begins
   * @throws bpf4j.compiler.CompileException if it may forbid what is always allowed
   */
  static void check(Graph graph, ProgramKind kind, SourcePosition position) {
    if (kind.attachType() == null || !PLACES.contains(kind.attachType())) {
      return;
    }
    for (Block block : graph.blocks()) {
      if (block.exit() == Block.Exit.RETURN && !block.left().isConst(ALLOW)) {
        throw SourcePosition.refusal(
            block.left().position() == null ? position : block.left().position(),
            "the kernel always allows what programs see at "
                + kind.attachType().name().toLowerCase(Locale.ROOT)
                + ": return true, on every way");
      }
    }
  }
}

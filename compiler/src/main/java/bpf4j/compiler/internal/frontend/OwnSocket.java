package bpf4j.compiler.internal.frontend;

import bpf4j.syscall.bpf.ProgramType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a program's context ({@code linux/bpf.h}) has the socket that it runs for.
 *
 * <p>Each field is a pointer of 8 bytes that the verifier knows for one to a socket, or to null.
 */
enum OwnSocket {
  /** {@code struct __sk_buff}. */
  OF_PACKET(168, ProgramType.SCHED_CLS, ProgramType.SCHED_ACT, ProgramType.CGROUP_SKB),
  /** {@code struct bpf_sock_addr}. */
  OF_ADDRESS(64, ProgramType.CGROUP_SOCK_ADDR),
  /** {@code struct bpf_sockopt}. */
  OF_OPTION(0, ProgramType.CGROUP_SOCKOPT),
  /** {@code struct bpf_sock_ops}. */
  OF_OPERATION(184, ProgramType.SOCK_OPS),
  /** {@code struct sk_msg_md}. */
  OF_MESSAGE(72, ProgramType.SK_MSG),
  /** {@code struct bpf_sock}: the context is the socket. */
  CONTEXT(-1, ProgramType.CGROUP_SOCK);

  private final int offset;
  private final List<ProgramType> types;

  OwnSocket(int offset, ProgramType... types) {
    this.offset = offset;
    this.types = List.of(types);
  }

  /** Where programs of a type have theirs; empty if they run for none. */
  static Optional<OwnSocket> of(ProgramType type) {
    return Arrays.stream(values()).filter(place -> place.types.contains(type)).findFirst();
  }

  /** The field's offset; negative if the context itself is the socket. */
  int offset() {
    return offset;
  }
}

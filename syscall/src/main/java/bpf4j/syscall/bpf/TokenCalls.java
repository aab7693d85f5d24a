package bpf4j.syscall.bpf;

import bpf4j.syscall.internal.call.Attr;
import bpf4j.syscall.internal.layout.BpfAttr.TokenCreate;
import bpf4j.syscall.io.Fd;

/** Tokens: privileges that a BPF file system's mount delegates to a user namespace. Thread-safe. */
public final class TokenCalls {
  private TokenCalls() {}

  /**
   * Makes a token ({@code BPF_TOKEN_CREATE}, Linux 6.9).
   *
   * @param folder the root of a BPF file system mounted with {@code delegate_*} options
   * @return the token, owned by the caller
   * @throws bpf4j.syscall.SyscallException with EPERM or EOPNOTSUPP in the initial user namespace,
   *     ENOENT if the mount delegates nothing
   * @throws bpf4j.syscall.UnsupportedFeatureException if this kernel has no tokens
   */
  public static Fd create(Fd folder) {
    try (Attr a = new Attr(TokenCreate.SIZE)) {
      a.fd(TokenCreate.BPFFS_FD, folder);
      return Calls.open(BpfCommand.TOKEN_CREATE, a);
    }
  }
}

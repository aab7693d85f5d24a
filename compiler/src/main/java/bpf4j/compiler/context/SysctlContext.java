package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/**
 * The context of programs that see a control group's processes read and write sysctls: {@code
 * struct bpf_sysctl} of {@code linux/bpf.h}.
 */
public interface SysctlContext extends ProgramContext {
  /**
   * Whether the sysctl is written.
   *
   * @return 1 if so, 0 when it is read
   */
  @ContextField(offset = 0, since = "5.2")
  int write();

  /**
   * Where in the file is read or written.
   *
   * @return bytes from its start
   */
  @ContextField(offset = 4, since = "5.2")
  int filePos();

  /**
   * Writes where in the file is read or written.
   *
   * @param value bytes from its start
   */
  @ContextField(offset = 4, since = "5.2")
  void filePos(int value);
}

package bpf4j.compiler.context;

import bpf4j.compiler.declare.ContextField;

/**
 * The context of programs that decide which devices a control group's processes may use: {@code
 * struct bpf_cgroup_dev_ctx} of {@code linux/bpf.h}.
 */
public interface DeviceContext extends ProgramContext {
  /**
   * What is to be done to what kind of device.
   *
   * @return in the low 16 bits the kind, {@link #BLOCK} or {@link #CHARACTER}; above them {@link
   *     #MKNOD}, {@link #READ} and {@link #WRITE}
   */
  @ContextField(offset = 0, since = "4.15")
  int accessType();

  /**
   * The device's major number.
   *
   * @return 0 or more
   */
  @ContextField(offset = 4, since = "4.15")
  int major();

  /**
   * The device's minor number.
   *
   * @return 0 or more
   */
  @ContextField(offset = 8, since = "4.15")
  int minor();

  /** A block device. */
  int BLOCK = 1;

  /** A character device. */
  int CHARACTER = 2;

  /** Its file is made. */
  int MKNOD = 1;

  /** It is opened for reading. */
  int READ = 2;

  /** It is opened for writing. */
  int WRITE = 4;

  /**
   * The kind of device.
   *
   * @return {@link #BLOCK} or {@link #CHARACTER}
   */
  default int kind() {
    return accessType() & 0xffff;
  }

  /**
   * What is to be done.
   *
   * @return an or of {@link #MKNOD}, {@link #READ} and {@link #WRITE}
   */
  default int access() {
    return accessType() >>> Short.SIZE;
  }
}

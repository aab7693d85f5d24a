package bpf4j.syscall.internal.call;

/** Numbers of ioctl requests ({@code asm-generic/ioctl.h}, and powerpc's own). */
public final class Ioctl {
  private static final boolean POWERPC = System.getProperty("os.arch").startsWith("ppc");
  private static final int DIRECTION_SHIFT = POWERPC ? 29 : 30;
  private static final long NONE = POWERPC ? 1 : 0;
  private static final long WRITE = POWERPC ? 4 : 1;
  private static final long READ = 2;

  private Ioctl() {}

  /** {@code _IO(type, number)}. */
  public static long plain(char type, int number) {
    return request(NONE, type, number, 0);
  }

  /** {@code _IOW(type, number, size)}: the kernel reads. */
  public static long write(char type, int number, int size) {
    return request(WRITE, type, number, size);
  }

  /** {@code _IOR(type, number, size)}: the kernel writes. */
  public static long read(char type, int number, int size) {
    return request(READ, type, number, size);
  }

  /** {@code _IOWR(type, number, size)}: both. */
  public static long readWrite(char type, int number, int size) {
    return request(READ | WRITE, type, number, size);
  }

  private static long request(long direction, char type, int number, int size) {
    return direction << DIRECTION_SHIFT | (long) size << 16 | (long) type << 8 | number;
  }
}

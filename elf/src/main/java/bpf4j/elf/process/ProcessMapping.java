package bpf4j.elf.process;

/**
 * A line of {@code /proc/PID/maps}: a range of addresses of a process.
 *
 * @param start its first address
 * @param end the address after its last, unsigned
 * @param isExecutable whether its code may be executed
 * @param offset the offset in the file of what is at its start
 * @param device the device of the file as {@code major:minor} in hexadecimal
 * @param inode the inode of the file, 0 when it is not from a file
 * @param path the file as the process names it, without {@code (deleted)}; {@code [stack]} and the
 *     like; empty for anonymous memory
 * @param isDeleted whether the file has been deleted, or replaced as package managers do
 */
public record ProcessMapping(
    long start,
    long end,
    boolean isExecutable,
    long offset,
    String device,
    long inode,
    String path,
    boolean isDeleted) {
  /**
   * Tells whether the range is from a file.
   *
   * @return true when it has a path in the file system
   */
  public boolean isFile() {
    return inode != 0 && path.startsWith("/");
  }

  /**
   * Tells whether an address lies in the range.
   *
   * @param address an address of the process
   * @return true from its start to before its end
   */
  public boolean contains(long address) {
    return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
  }

  /**
   * Returns the last part of the path.
   *
   * @return the file's name
   */
  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

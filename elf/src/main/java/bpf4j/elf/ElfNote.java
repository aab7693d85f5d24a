package bpf4j.elf;

import java.nio.ByteBuffer;

/**
 * A note ({@code Elf32_Nhdr}, {@code Elf64_Nhdr}).
 *
 * @param name who defines the meaning of its type, such as {@code GNU} or {@code stapsdt}
 * @param type its type
 * @param descriptor its contents, read-only, in the byte order of the file
 */
public record ElfNote(String name, int type, ByteBuffer descriptor) {
  /** The type of the note named {@code GNU} that holds the build id. */
  public static final int NT_GNU_BUILD_ID = 3;

  /** Makes the contents read-only. */
  public ElfNote {
    descriptor = descriptor.slice().asReadOnlyBuffer().order(descriptor.order());
  }

  /** {@return the contents, in a view of the caller's own} */
  @Override
  public ByteBuffer descriptor() {
    return descriptor.duplicate().order(descriptor.order());
  }
}

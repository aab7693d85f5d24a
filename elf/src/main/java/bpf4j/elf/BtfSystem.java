package bpf4j.elf;

import bpf4j.elf.internal.FileBytes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** Reads the types of the running kernel and of its modules from {@code /sys}. */
final class BtfSystem {
  private static final File FOLDER = new File("/sys/kernel/btf");
  private static final String KERNEL = "vmlinux";

  private static SoftReference<Btf> kernel = new SoftReference<>(null);

  private BtfSystem() {}

  static synchronized Btf kernel() {
    Btf btf = kernel.get();
    if (btf == null) {
      btf = Btf.parse(read(KERNEL));
      kernel = new SoftReference<>(btf);
    }
    return btf;
  }

  static Btf module(String name) {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals("..") || name.equals(".")) {
      throw new IllegalArgumentException("\"" + name + "\" is not the name of a kernel module");
    }
    return Btf.parse(read(name), kernel());
  }

  static List<String> modules() {
    String[] names = FOLDER.list();
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(name -> !name.equals(KERNEL)).sorted().toList();
  }

  private static ByteBuffer read(String name) {
    File file = new File(FOLDER, name);
    try {
      // Linux 6.16 lets a process map this file, but not shared, which is all that Java can ask
      // for.
      return FileBytes.read(file);
    } catch (IOException e) {
      String advice =
          FOLDER.isDirectory()
              ? ""
              : "; this kernel was built without CONFIG_DEBUG_INFO_BTF, or /sys is not mounted";
      throw new UncheckedIOException("cannot read " + file + advice, e);
    }
  }
}

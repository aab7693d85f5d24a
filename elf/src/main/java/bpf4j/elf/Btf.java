package bpf4j.elf;

import bpf4j.elf.internal.Bytes;
import bpf4j.elf.internal.FileBytes;
import bpf4j.elf.internal.StringTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The types of the running kernel, of one of its modules, or of a BPF object, read from BTF.
 *
 * <p>Reading finds where each type starts (4 bytes of heap a type) and nothing more; types are
 * decoded when asked for, names are indexed by kind when the first of that kind is looked up.
 *
 * <pre>{@code
 * Btf btf = Btf.kernel();
 * long offset = btf.field("task_struct", "pid").orElseThrow().byteOffset();
 * }</pre>
 *
 * <p>What is absent is an empty {@link Optional}; malformed bytes end in a {@link
 * BtfFormatException}, when they are first looked at. Immutable and safe for use by several
 * threads, provided that nobody changes the bytes it was made from.
 */
public final class Btf {
  private static final BtfType VOID = new BtfType.VoidType();

  private final BtfSection types;
  private final BtfLayout layout;

  private Btf(BtfSection types) {
    this.types = types;
    this.layout = new BtfLayout(types);
  }

  /**
   * Returns the types of the running kernel, {@code /sys/kernel/btf/vmlinux} (Linux 5.4, {@code
   * CONFIG_DEBUG_INFO_BTF}). They are read once and shared for as long as memory allows.
   *
   * @return the kernel's types
   * @throws UncheckedIOException when this kernel has none or they cannot be read
   */
  public static Btf kernel() {
    return BtfSystem.kernel();
  }

  /**
   * Returns the types of a loaded kernel module together with those of the kernel (Linux 5.11).
   *
   * @param name the module's name, such as {@code nf_conntrack}
   * @return the types
   * @throws UncheckedIOException when there is no such module, or it has no types
   */
  public static Btf module(String name) {
    return BtfSystem.module(name);
  }

  /**
   * Returns the names of the loaded kernel modules whose types are known (Linux 5.11).
   *
   * @return the names for {@link #module}, sorted; none if this kernel has no such types
   */
  public static List<String> modules() {
    return BtfSystem.modules();
  }

  /**
   * Reads a file of BTF, or the section {@code .BTF} of an ELF file such as a BPF object or an
   * uncompressed kernel image.
   *
   * @param path the file
   * @return the types
   * @throws UncheckedIOException when it cannot be read
   * @throws BtfFormatException when there is no BTF in it, or it is malformed
   * @throws ElfFormatException when it is a malformed ELF file
   */
  public static Btf open(Path path) {
    Bytes file;
    try {
      file = map(path);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the BTF in " + path, e);
    }
    if (!ElfHeaders.isElf(file)) {
      return parse(file.slice(0, file.size(), "BTF"));
    }
    ElfFile elf = ElfFile.open(path);
    ElfSection section =
        elf.section(".BTF")
            .orElseThrow(
                () ->
                    new BtfFormatException(
                        path + " has no section .BTF; clang makes one with -g -target bpf"));
    return parse(elf.bytes(section));
  }

  private static Bytes map(Path path) throws IOException {
    try {
      return Bytes.map(path, BtfSection.FAILURE);
    } catch (IOException e) {
      // Files of /sys cannot be mapped, but read.
      return Bytes.of(FileBytes.read(path.toFile()), BtfSection.FAILURE);
    }
  }

  /**
   * Reads BTF that stands on its own.
   *
   * @param bytes the BTF, from the buffer's position to its limit, in either byte order; the bytes
   *     are referred to, not copied
   * @return the types
   * @throws BtfFormatException when the bytes are malformed
   */
  public static Btf parse(ByteBuffer bytes) {
    return new Btf(new BtfSection(bytes, null));
  }

  /**
   * Reads split BTF, which continues the ids and strings of another.
   *
   * @param bytes the BTF, from the buffer's position to its limit; the bytes are referred to, not
   *     copied
   * @param base what it continues; its types are found through the result too
   * @return the types
   * @throws BtfFormatException when the bytes are malformed
   */
  public static Btf parse(ByteBuffer bytes, Btf base) {
    return new Btf(new BtfSection(bytes, base.types));
  }

  /**
   * Returns the number of types, {@code void} and those of the base included; ids are below it.
   *
   * @return the number of types
   */
  public int typeCount() {
    return types.endId();
  }

  /**
   * Returns the lowest id that is not of the base.
   *
   * @return the id of the first type, 1 when there is no base
   */
  public int firstId() {
    return types.firstId();
  }

  /**
   * Returns the size of a pointer, taken from that of {@code long}.
   *
   * @return 8 or 4 bytes
   */
  public int pointerSize() {
    return layout.pointerSize();
  }

  /**
   * Returns the kind of a type without decoding it.
   *
   * @param id the type's id
   * @return its kind
   * @throws BtfFormatException when there is no such id
   */
  public BtfKind kind(int id) {
    return layout.kind(id);
  }

  /**
   * Decodes a type.
   *
   * @param id the type's id
   * @return the type
   * @throws BtfFormatException when there is no such id or the type is malformed
   */
  public BtfType type(int id) {
    return id == 0 ? VOID : BtfDecoder.decode(types.holding(id), id);
  }

  /**
   * Decodes what a type is behind its typedefs, qualifiers and tags.
   *
   * @param id the type's id
   * @return a type that is none of these
   * @throws BtfFormatException when there is no such id, or the chain does not end
   */
  public BtfType resolve(int id) {
    return type(layout.resolve(id));
  }

  /**
   * Returns the size of a type.
   *
   * @param id the type's id
   * @return its size in bytes
   * @throws IllegalArgumentException when it has none, being {@code void}, a function, or only
   *     declared
   * @throws BtfFormatException when there is no such id or the type is malformed
   */
  public long sizeOf(int id) {
    long size = layout.sizeOf(id);
    if (size < 0) {
      throw new IllegalArgumentException("type " + id + ", " + type(id) + ", has no size");
    }
    return size;
  }

  /**
   * Finds a named type; of several, the first.
   *
   * @param <T> the kind of type
   * @param kind the record of that kind, such as {@code BtfType.Enumeration.class}, or {@code
   *     BtfType.Composite.class} for a struct or union
   * @param name its name
   * @return the type, a module's own before the kernel's, or empty
   */
  public <T extends BtfType> Optional<T> find(Class<T> kind, String name) {
    int id = findId(kind, new StringTable.Name(name));
    return id < 0 ? Optional.empty() : Optional.of(kind.cast(type(id)));
  }

  /**
   * Finds all types of a name; the kernel has different static functions, and sometimes structs, of
   * one name.
   *
   * @param <T> the kind of type
   * @param kind the record of that kind
   * @param name their name
   * @return the types, the kernel's before a module's
   */
  public <T extends BtfType> List<T> findAll(Class<T> kind, String name) {
    StringTable.Name wanted = new StringTable.Name(name);
    List<T> found = new ArrayList<>();
    for (BtfSection section = types; section != null; section = section.base()) {
      int at = 0;
      for (BtfKind each : BtfKinds.of(kind)) {
        for (int id : section.findAll(each, wanted)) {
          found.add(at++, kind.cast(type(id)));
        }
      }
    }
    return found;
  }

  /**
   * Finds a struct.
   *
   * @param name its name, such as {@code task_struct}
   * @return the struct, or empty
   */
  public Optional<BtfType.Struct> struct(String name) {
    return find(BtfType.Struct.class, name);
  }

  /**
   * Finds a function.
   *
   * @param name its name, such as {@code do_sys_openat2}
   * @return the function, or empty
   */
  public Optional<BtfType.Function> function(String name) {
    return find(BtfType.Function.class, name);
  }

  /**
   * Finds the prototype of a function.
   *
   * @param functionName the function's name
   * @return its prototype, or empty
   */
  public Optional<BtfType.Prototype> prototype(String functionName) {
    return function(functionName)
        .map(
            function -> {
              if (type(function.prototype()) instanceof BtfType.Prototype prototype) {
                return prototype;
              }
              throw new BtfFormatException(
                  "function " + functionName + " has no prototype but " + function);
            });
  }

  /**
   * Finds a field of a struct or union by name.
   *
   * @param structName the name of a struct, or of a union when no struct has it
   * @param path the field's path, see {@link #field(int, String)}
   * @return the field, or empty when there is no such struct or no such field
   */
  public Optional<BtfField> field(String structName, String path) {
    int id = findId(BtfType.Composite.class, new StringTable.Name(structName));
    return id < 0 ? Optional.empty() : field(id, path);
  }

  /**
   * Finds a field of a struct or union.
   *
   * @param type the id of the struct or union, or of a typedef of it
   * @param path the name of a member, or names separated by dots to reach into nested ones, with
   *     indices into arrays, as in {@code cpus_mask.bits[0]}; the members of anonymous structs and
   *     unions count as members of what contains these, pointers are not followed
   * @return the field, or empty
   * @throws IllegalArgumentException when the path is not written like that
   * @throws IndexOutOfBoundsException when an index is not below the length of its array; that of a
   *     flexible array is not known
   */
  public Optional<BtfField> field(int type, String path) {
    return Optional.ofNullable(layout.field(type, BtfPath.parse(path)));
  }

  /**
   * Lists the fields of a struct or union, those of its anonymous structs and unions in their
   * place.
   *
   * @param type the id of the struct or union, or of a typedef of it
   * @return its fields in the order of their declaration; none when it is something else
   */
  public List<BtfField> fields(int type) {
    return List.copyOf(layout.fields(type));
  }

  private int findId(Class<? extends BtfType> kind, StringTable.Name name) {
    for (BtfSection section = types; section != null; section = section.base()) {
      for (BtfKind each : BtfKinds.of(kind)) {
        int id = section.find(each, name);
        if (id > 0) {
          return id;
        }
      }
    }
    return -1;
  }
}

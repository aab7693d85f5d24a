package bpf4j.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running kernel's types, compared with what bpftool and clang make of them. */
class BtfKernelTest {
  private static final Path VMLINUX = Path.of("/sys/kernel/btf/vmlinux");

  @TempDir Path folder;

  @BeforeEach
  void needsBtf() {
    Tools.require(Files.isReadable(VMLINUX), "this kernel has no BTF");
  }

  @Test
  void decodesEveryTypeAsBpftoolDoes() {
    String dump = Tools.run("bpftool", "btf", "dump", "file", VMLINUX.toString(), "format", "raw");
    Btf btf = Btf.kernel();
    List<String> lines = new ArrayList<>();
    for (int id = 1; id < btf.typeCount(); id++) {
      BtfText.append(btf, btf.type(id), lines);
    }
    assertThat(lines).hasSizeGreaterThan(10_000);
    Tools.assertSameLines(lines, dump.lines().toList());
  }

  @Test
  void computesTheOffsetsAndSizesThatClangComputes() throws IOException {
    Btf btf = Btf.kernel();
    String header = Tools.run("bpftool", "btf", "dump", "file", VMLINUX.toString(), "format", "c");
    Set<String> defined =
        Pattern.compile("^struct (\\w+) \\{", Pattern.MULTILINE)
            .matcher(header)
            .results()
            .map(result -> result.group(1))
            .collect(Collectors.toSet());
    StringBuilder source = new StringBuilder(header);
    Random random = new Random(7);
    int structs = 0;
    int fields = 0;
    while (structs < 400) {
      int id = 1 + random.nextInt(btf.typeCount() - 1);
      if (btf.kind(id) != BtfKind.STRUCT
          || btf.type(id).name().isEmpty()
          || btf.findAll(BtfType.Struct.class, btf.type(id).name()).size() != 1
          || !defined.contains(btf.type(id).name())) {
        continue;
      }
      structs++;
      String name = btf.type(id).name();
      source.append(
          String.format(
              Locale.ROOT,
              "_Static_assert(sizeof(struct %s) == %d, \"\");%n",
              name,
              btf.sizeOf(id)));
      for (BtfField field : btf.fields(id)) {
        if (field.isBitField()) {
          continue;
        }
        fields++;
        assertThat(btf.field(name, field.path())).contains(field);
        source.append(
            String.format(
                Locale.ROOT,
                "_Static_assert(__builtin_offsetof(struct %s, %s) == %d, \"\");%n",
                name,
                field.path(),
                field.byteOffset()));
      }
    }
    assertThat(fields).isGreaterThan(1000);
    Path file = folder.resolve("offsets.c");
    Files.writeString(file, source);
    Tools.run("clang", "-target", "bpf", "-w", "-fsyntax-only", file.toString());
  }

  @Test
  void findsNestedFields() throws IOException {
    Btf btf = Btf.kernel();
    String[][] paths = {
      {"task_struct", "cpus_mask.bits[0]"},
      {"task_struct", "thread_info.flags"},
      {"task_struct", "comm[5]"},
      {"sock", "__sk_common.skc_family"},
      {"sk_buff", "dev"},
      {"sk_buff", "cb[47]"},
      {"perf_event_attr", "sample_period"},
      {"bpf_prog", "aux"},
    };
    StringBuilder source =
        new StringBuilder(
            Tools.run("bpftool", "btf", "dump", "file", VMLINUX.toString(), "format", "c"));
    for (String[] path : paths) {
      BtfField field = btf.field(path[0], path[1]).orElseThrow();
      source.append(
          String.format(
              Locale.ROOT,
              "_Static_assert(__builtin_offsetof(struct %1$s, %2$s) == %3$d"
                  + " && sizeof(((struct %1$s *)0)->%2$s) == %4$d, \"\");%n",
              path[0],
              path[1],
              field.byteOffset(),
              field.byteSize()));
    }
    Path file = folder.resolve("nested.c");
    Files.writeString(file, source);
    Tools.run("clang", "-target", "bpf", "-w", "-fsyntax-only", file.toString());

    assertThat(btf.field("task_struct", "no_such_field")).isEmpty();
    assertThat(btf.field("task_struct", "pid.x")).isEmpty();
    assertThat(btf.field("no_such_struct", "pid")).isEmpty();
    assertThatThrownBy(() -> btf.field("task_struct", "comm[16]"))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContaining("16 elements");
    for (String bad : new String[] {"", ".", "a.", ".a", "a..b", "a[", "a[x]", "a[1]b", "[0]"}) {
      assertThatThrownBy(() -> btf.field("task_struct", bad))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void findsTypesByName() {
    Btf btf = Btf.kernel();
    // Each name is looked up often enough to go through scanning and through the index.
    for (int i = 0; i < 4; i++) {
      assertThat(btf.struct("task_struct").orElseThrow().members())
          .anyMatch(member -> member.name().equals("comm"));
      assertThat(btf.struct("task_struc")).isEmpty();
      assertThat(btf.struct("task_struct_")).isEmpty();
      assertThat(btf.struct("task\0struct")).isEmpty();
      BtfType.Prototype open = btf.prototype("do_sys_openat2").orElseThrow();
      assertThat(open.parameters().stream().map(BtfType.Parameter::name))
          .containsExactly("dfd", "filename", "how");
      assertThat(btf.find(BtfType.Composite.class, "bpf_attr"))
          .get()
          .isInstanceOf(BtfType.Union.class);
      assertThat(btf.find(BtfType.Typedef.class, "pid_t").map(t -> btf.resolve(t.id())))
          .get()
          .isInstanceOfSatisfying(BtfType.Int.class, t -> assertThat(t.isSigned()).isTrue());
      assertThat(btf.find(BtfType.Enumeration.class, "bpf_map_type").orElseThrow().values())
          .contains(new BtfType.Enumerator("BPF_MAP_TYPE_ARRAY", 2));
      assertThat(btf.function("no such function")).isEmpty();
      assertThat(btf.find(BtfType.DataSection.class, ".data..percpu")).isPresent();
    }
    assertThat(btf.pointerSize()).isEqualTo(8);
    assertThat(Btf.kernel()).isSameAs(btf);
  }

  @Test
  void findsEveryNamedTypeThatIsThere() {
    Btf btf = Btf.kernel();
    int checked = 0;
    for (int id = 1; id < btf.typeCount(); id += 7) {
      BtfType type = btf.type(id);
      if (!type.name().isEmpty() && !(type instanceof BtfType.Pointer)) {
        assertThat(btf.findAll(type.getClass(), type.name()).stream().map(BtfType::id))
            .as("%s", type)
            .contains(id)
            .isSorted();
        Optional<? extends BtfType> first = btf.find(type.getClass(), type.name());
        assertThat(first).isPresent();
        assertThat(first.get().id()).isLessThanOrEqualTo(id);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  @Test
  void saysWhatIsMissing() {
    assertThatThrownBy(() -> Btf.module("no_such_module"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("/sys/kernel/btf/no_such_module");
    assertThatThrownBy(() -> Btf.module("../btf/vmlinux"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Btf.kernel().type(Integer.MAX_VALUE))
        .isInstanceOf(BtfFormatException.class);
    assertThatThrownBy(() -> Btf.kernel().type(-1)).isInstanceOf(BtfFormatException.class);
    assertThatThrownBy(() -> Btf.kernel().sizeOf(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void costsLittleHeap() {
    Btf.open(VMLINUX).struct("task_struct");
    int found =
        Mutation.bounded(
            4 << 20, () -> Btf.open(VMLINUX).field("task_struct", "pid").isPresent() ? 1 : 0);
    assertThat(found).isEqualTo(1);
  }

  @Test
  void servesSeveralThreads() throws Exception {
    Btf btf = Btf.open(VMLINUX);
    List<String> names = new ArrayList<>();
    for (int id = 1; id < btf.typeCount(); id += 97) {
      if (btf.type(id) instanceof BtfType.Function function) {
        names.add(function.name());
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        counts.add(
            threads.submit(
                () -> names.stream().filter(name -> btf.prototype(name).isPresent()).count()));
      }
      for (Future<Long> count : counts) {
        assertThat(count.get()).isEqualTo(names.size());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}

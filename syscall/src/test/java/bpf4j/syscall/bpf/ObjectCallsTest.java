package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.Errno;
import bpf4j.syscall.Instructions;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.UnsupportedFeatureException;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectCallsTest {
  private static final int HEADER = 24;

  @BeforeAll
  static void needsRoot() {
    Requirements.root();
  }

  private static Fd map() {
    return MapCalls.create(MapCreateAttr.of(MapType.HASH, 4, 12, 30).name("b4j.objects"));
  }

  /** A BTF blob with one type: {@code int}. */
  private static byte[] btf() {
    String strings = "\0int\0";
    ByteBuffer b = ByteBuffer.allocate(HEADER + 16 + strings.length());
    b.order(ByteOrder.nativeOrder());
    b.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(HEADER);
    b.putInt(0).putInt(16).putInt(16).putInt(strings.length());
    b.putInt(1).putInt(1 << 24).putInt(4).putInt(1 << 24 | 32);
    return b.put(strings.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static Set<Integer> ids(ObjectKind kind) {
    Set<Integer> ids = new HashSet<>();
    OptionalInt id = ObjectCalls.nextId(kind, 0);
    while (id.isPresent()) {
      ids.add(id.getAsInt());
      id = ObjectCalls.nextId(kind, id.getAsInt());
    }
    return ids;
  }

  @Test
  void mapIsFoundById() {
    int id;
    try (Fd map = map()) {
      MapInfo info = InfoCalls.map(map);
      id = info.id();
      assertThat(info.name()).isEqualTo("b4j.objects");
      assertThat(MapType.of(info.typeNumber())).contains(MapType.HASH);
      assertThat(List.of(info.keySize(), info.valueSize(), info.maxEntries()))
          .containsExactly(4, 12, 30);
      assertThat(ids(ObjectKind.MAP)).contains(id);
      try (Fd again = ObjectCalls.openById(ObjectKind.MAP, id).orElseThrow()) {
        assertThat(InfoCalls.map(again)).isEqualTo(info);
      }
      try (Fd readOnly =
          ObjectCalls.openById(ObjectKind.MAP, id, MapFlags.RDONLY, null).orElseThrow()) {
        assertThatThrownBy(() -> MapCalls.freeze(readOnly))
            .isInstanceOfSatisfying(
                SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPERM));
      }
    }
    assertThat(ObjectCalls.openById(ObjectKind.MAP, 0x7fff_fff0)).isEmpty();
  }

  @Test
  void programIsDescribed() {
    try (Fd map = map();
        Fd program =
            ProgramCalls.load(
                    ProgramLoadAttr.builder(
                            ProgramType.SOCKET_FILTER,
                            new Instructions().map(1, map.number()).move(0, 7).exit().bytes(),
                            "GPL")
                        .name("b4j_described")
                        .keepOpen(List.of(map))
                        .build())
                .fd()) {
      ProgramInfo info = InfoCalls.program(program);
      assertThat(info.name()).isEqualTo("b4j_described");
      assertThat(info.tag()).matches("[0-9a-f]{16}");
      assertThat(info.mapIds()).containsExactly(InfoCalls.map(map).id());
      assertThat(info.gplCompatible()).isTrue();
      assertThat(info.createdByUid()).isZero();
      assertThat(info.translatedSize()).isEqualTo(4 * 8);
      assertThat(info.verifiedInstructions()).isPositive();
      assertThat(ids(ObjectKind.PROGRAM)).contains(info.id());
      assertThat(InfoCalls.translatedInstructions(program)).hasSize(info.translatedSize());
      assertThat(InfoCalls.machineCode(program)).hasSize(info.machineCodeSize());
      assertThat(InfoCalls.lineInfo(program)).isEmpty();
    }
    try (Fd mit =
        ProgramCalls.load(
                ProgramLoadAttr.builder(ProgramType.SOCKET_FILTER, Instructions.returning(0), "MIT")
                    .build())
            .fd()) {
      assertThat(InfoCalls.program(mit).gplCompatible()).isFalse();
    }
  }

  @Test
  void mapOutlivesNothingButItsProgram() {
    try (Fd program = TestPrograms.returning(ProgramType.SOCKET_FILTER, null, 0)) {
      int id;
      try (Fd map = map()) {
        id = InfoCalls.map(map).id();
        ProgramCalls.bindMap(program, map);
      }
      try (Fd again = ObjectCalls.openById(ObjectKind.MAP, id).orElseThrow()) {
        assertThat(InfoCalls.program(program).mapIds()).containsExactly(InfoCalls.map(again).id());
      }
    }
  }

  @Test
  void typeInformationComesBackWhole() {
    byte[] blob = btf();
    try (Fd btf = BtfCalls.load(blob)) {
      BtfInfo info = InfoCalls.btf(btf);
      assertThat(info.size()).isEqualTo(blob.length);
      assertThat(info.kernel()).isFalse();
      assertThat(InfoCalls.btfBytes(btf)).isEqualTo(blob);
      assertThat(ids(ObjectKind.BTF)).contains(info.id());
      try (Fd kernel = ObjectCalls.openById(ObjectKind.BTF, 1).orElseThrow()) {
        assertThat(InfoCalls.btf(kernel).name()).isEqualTo("vmlinux");
        assertThat(InfoCalls.btf(kernel).kernel()).isTrue();
      }
      MapCreateAttr described = MapCreateAttr.of(MapType.ARRAY, 4, 4, 1).types(btf, 1, 1);
      try (Fd map = MapCalls.create(described)) {
        assertThat(InfoCalls.map(map).btfId()).isEqualTo(info.id());
        assertThat(InfoCalls.map(map).valueTypeId()).isEqualTo(1);
      }
    }
  }

  @Test
  void pinnedObjectOutlivesItsDescriptor(@TempDir Path folder) throws IOException {
    FileSystems.BPFFS.mount(folder);
    try {
      Path name = folder.resolve("map");
      int id;
      try (Fd map = map()) {
        id = InfoCalls.map(map).id();
        ObjectCalls.pin(map, name);
        assertThatThrownBy(() -> ObjectCalls.pin(map, name))
            .isInstanceOfSatisfying(
                SyscallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
      }
      try (Fd again = ObjectCalls.openPinned(name, 0).orElseThrow()) {
        assertThat(InfoCalls.map(again).id()).isEqualTo(id);
      }
      Files.delete(name);
      assertThat(ObjectCalls.openPinned(name, 0)).isEmpty();
      try (Fd open = FileSystems.open(folder);
          Fd map = map()) {
        ObjectCalls.pinIn(open, Path.of("relative"), map);
        try (Fd again = ObjectCalls.openPinnedIn(open, Path.of("relative"), 0).orElseThrow()) {
          assertThat(InfoCalls.map(again)).isEqualTo(InfoCalls.map(map));
        }
        Files.delete(folder.resolve("relative"));
      }
    } finally {
      FileSystems.unmount(folder);
    }
  }

  @Test
  void statisticsCountRuns() {
    try (Fd statistics = ProgramCalls.enableStats();
        Fd program = TestPrograms.returning(ProgramType.SOCKET_FILTER, null, 0)) {
      ProgramCalls.testRun(program, TestRunAttr.of(new byte[64]).repeat(100));
      assertThat(statistics.isOpen()).isTrue();
      assertThat(InfoCalls.program(program).runCount()).isGreaterThanOrEqualTo(100);
      assertThat(InfoCalls.program(program).runTimeNanos()).isPositive();
    }
  }

  @Test
  void streamOfASilentProgramIsEmpty() {
    try (Fd program = TestPrograms.returning(ProgramType.SOCKET_FILTER, null, 0)) {
      byte[] text = new byte[100];
      assertThat(ProgramCalls.readStream(program, ProgramCalls.Stream.STDOUT, text)).isZero();
      assertThat(ProgramCalls.readStream(program, ProgramCalls.Stream.STDERR, text)).isZero();
    } catch (UnsupportedFeatureException e) {
      Requirements.kernel(false, e.getMessage());
    }
  }

  @Test
  void tokenNeedsADelegatingMount(@TempDir Path folder) {
    FileSystems.BPFFS.mount(folder);
    try (Fd open = FileSystems.open(folder)) {
      assertThatThrownBy(() -> TokenCalls.create(open))
          .isInstanceOfSatisfying(
              SyscallException.class,
              e -> assertThat(e.errno()).isIn(Errno.ENOENT, Errno.EPERM, Errno.EOPNOTSUPP));
    } finally {
      FileSystems.unmount(folder);
    }
  }
}

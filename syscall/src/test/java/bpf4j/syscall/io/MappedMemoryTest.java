package bpf4j.syscall.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.syscall.bpf.MapCalls;
import bpf4j.syscall.bpf.MapCreateAttr;
import bpf4j.syscall.bpf.MapFlags;
import bpf4j.syscall.bpf.MapType;
import bpf4j.syscall.internal.libc.LibC;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedMemoryTest {
  private static final int PAGE = 4096;

  private static Fd array() {
    Requirements.root();
    return MapCalls.create(MapCreateAttr.of(MapType.ARRAY, 4, 8, 512).flags(MapFlags.MMAPABLE));
  }

  @Test
  void showsWhatTheKernelHas() {
    try (Fd map = array();
        MappedMemory memory = MappedMemory.map(map, 0, PAGE, MappedMemory.Access.READ_WRITE);
        NativeMemory key = NativeMemory.allocate(4);
        NativeMemory value = NativeMemory.allocate(8)) {
      key.buffer().putInt(0, 5);
      value.buffer().putLong(0, 55);
      MapCalls.update(map, key.address(), value.address(), 0);
      assertThat(memory.buffer().getLong(40)).isEqualTo(55);
      memory.buffer().putLong(40, 56);
      MapCalls.lookup(map, key.address(), value.address(), 0);
      assertThat(value.buffer().getLong(0)).isEqualTo(56);
    }
  }

  @Test
  void readOnlyBufferRefusesWrites() {
    try (Fd map = array();
        MappedMemory memory = MappedMemory.map(map, 0, PAGE, MappedMemory.Access.READ_ONLY)) {
      assertThat(memory.buffer().getLong(0)).isZero();
      assertThatThrownBy(() -> memory.buffer().putLong(0, 1))
          .isInstanceOf(ReadOnlyBufferException.class);
    }
  }

  @Test
  void lateReaderReadsZerosAndLives() {
    MappedMemory memory;
    try (Fd map = array()) {
      memory = MappedMemory.map(map, 0, PAGE, MappedMemory.Access.READ_WRITE);
    }
    ByteBuffer late = memory.buffer();
    late.putLong(0, 7);
    memory.close();
    memory.close();
    assertThat(memory.isOpen()).isFalse();
    assertThat(late.getLong(0)).isZero();
    late.putLong(0, 1);
    assertThat(late.getLong(PAGE - 8)).isZero();
  }

  @Test
  void addressesComeBackWhenNoBufferIsLeft() throws IOException, InterruptedException {
    long address;
    try (Fd map = array();
        MappedMemory memory = MappedMemory.map(map, 0, PAGE, MappedMemory.Access.READ_WRITE)) {
      address = memory.address();
    }
    String start = Long.toHexString(address) + "-";
    for (int i = 0; i < 100 && isMapped(start); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(isMapped(start)).isFalse();
  }

  private static boolean isMapped(String start) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .anyMatch(line -> line.startsWith(start));
  }

  /** The sixth argument (the offset) must arrive: jnr's plain stub passes garbage. */
  @Test
  void sixthArgumentArrives(@TempDir Path folder) throws IOException {
    byte[] bytes = new byte[3 * PAGE];
    bytes[2 * PAGE] = 42;
    Path file = Files.write(folder.resolve("pages"), bytes);
    LibC c = LibC.instance();
    try (NativeMemory path = NativeMemory.cString(file.toString());
        Fd fd = Fd.own((int) c.open(path.address(), 0x80000, 0));
        MappedMemory memory = MappedMemory.map(fd, 2 * PAGE, PAGE, MappedMemory.Access.READ_ONLY)) {
      assertThat(memory.buffer().get(0)).isEqualTo((byte) 42);
    }
  }
}

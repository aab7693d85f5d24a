package bpf4j.compiler.internal.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.compiler.internal.declaration.DirectAccess.Kind;
import bpf4j.elf.Btf;
import bpf4j.elf.BtfField;
import bpf4j.elf.BtfType;
import bpf4j.perf.attach.KernelPlace;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.ProgramCalls;
import bpf4j.syscall.bpf.ProgramLoadAttr;
import bpf4j.syscall.bpf.ProgramLoadException;
import bpf4j.syscall.bpf.ProgramType;
import bpf4j.testkit.Requirements;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken for readable, against the verifier of the running kernel. */
class DirectAccessTest {
  private static final int PREVIOUS_TASK = 8;
  private static final int LOAD = 0x61;
  private static final int[] SIZE_BITS = {0, 0x10, 0x08, 0, 0, 0, 0, 0, 0x18};

  private final Btf types = Btf.kernel();
  private final KernelPlace place = KernelPlace.tracepoint("sched_switch");
  private final List<String> wrong = new ArrayList<>();
  private int pointers;
  private int refused;

  @Test
  void whatIsTakenForReadableIs() {
    Requirements.root();
    Requirements.kernel(
        Files.exists(Path.of("/sys/kernel/btf/vmlinux")), "needs CONFIG_DEBUG_INFO_BTF");
    int task = types.struct("task_struct").orElseThrow().id();
    for (BtfField field : types.fields(task)) {
      int size = sizeOf(field);
      DirectAccess access = DirectAccess.of(types, task, field.byteOffset(), size);
      if (access.kind() == Kind.STRUCT_POINTER) {
        pointers++;
        int first = access.struct();
        boolean isReadable = DirectAccess.of(types, first, 0, 1).kind() == Kind.NUMBER;
        check(field, size, isReadable);
      } else if (access.kind() == Kind.REFUSED) {
        refused++;
      } else {
        check(field, size, false);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(pointers).as("pointers that may be followed").isGreaterThan(20);
    assertThat(refused).as("arrays and structs without a readable start").isLessThan(20);
  }

  @Test
  void readsAcrossFieldsAndBehindTheEndAreNot() {
    Requirements.kernel(
        Files.exists(Path.of("/sys/kernel/btf/vmlinux")), "needs CONFIG_DEBUG_INFO_BTF");
    BtfType.Struct task = types.struct("task_struct").orElseThrow();
    int pid = (int) types.field(task.id(), "pid").orElseThrow().byteOffset();
    int parent = (int) types.field(task.id(), "real_parent").orElseThrow().byteOffset();
    assertThat(of(task, pid, 4)).isEqualTo(Kind.NUMBER);
    assertThat(of(task, pid + 1, 1)).isEqualTo(Kind.NUMBER);
    assertThat(of(task, pid, 8)).isEqualTo(Kind.REFUSED);
    assertThat(of(task, parent, 8)).isEqualTo(Kind.STRUCT_POINTER);
    assertThat(of(task, parent, 4)).isEqualTo(Kind.REFUSED);
    assertThat(of(task, parent + 4, 8)).isEqualTo(Kind.REFUSED);
    assertThat(of(task, (int) task.byteSize() - 2, 4)).isEqualTo(Kind.REFUSED);
    assertThat(of(task, -8, 8)).isEqualTo(Kind.REFUSED);
  }

  private Kind of(BtfType.Struct struct, int offset, int size) {
    return DirectAccess.of(types, struct.id(), offset, size).kind();
  }

  /** The largest number that the field's bytes hold. */
  private static int sizeOf(BtfField field) {
    long bytes = field.isBitField() ? 1 : Math.max(1, field.byteSize());
    return bytes >= 8 ? 8 : Integer.highestOneBit((int) bytes);
  }

  /** Loads a program that reads a field of the first task, and the first byte of what that is. */
  private void check(BtfField field, int size, boolean follow) {
    ByteBuffer code = ByteBuffer.allocate(5 * Long.BYTES).order(ByteOrder.nativeOrder());
    put(code, LOAD | SIZE_BITS[8], 1, 1, PREVIOUS_TASK);
    put(code, LOAD | SIZE_BITS[size], 1, 1, (int) field.byteOffset());
    if (follow) {
      // Some pointers are to be compared with null first.
      put(code, 0x15, 1, 0, 1);
      put(code, LOAD | SIZE_BITS[1], 1, 1, 0);
    }
    put(code, 0xb7, 0, 0, 0);
    ByteBuffer whole = ByteBuffer.allocate(code.position() + Long.BYTES).order(code.order());
    whole.put(code.flip());
    put(whole, 0x95, 0, 0, 0);
    ProgramLoadAttr attr =
        ProgramLoadAttr.builder(ProgramType.TRACING, whole.flip(), "GPL")
            .expectedAttachType(AttachType.TRACE_RAW_TP)
            .attachBtfId(place.typeId())
            .build();
    try {
      ProgramCalls.load(attr).fd().close();
    } catch (ProgramLoadException e) {
      wrong.add(field.path() + ", " + size + " bytes: " + e.log());
    }
  }

  private static void put(ByteBuffer code, int opcode, int dst, int src, int offset) {
    code.put((byte) opcode).put((byte) (src << 4 | dst)).putShort((short) offset).putInt(0);
  }
}

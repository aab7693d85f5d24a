package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.context.ResultContext;
import bpf4j.compiler.context.TracingContext;
import bpf4j.compiler.declare.KernelName;
import bpf4j.compiler.kernel.KernelStruct;
import bpf4j.compiler.kernel.Tracing;
import bpf4j.elf.Btf;
import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.perf.attach.NoSuchKernelFunctionException;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.SyscallException;
import bpf4j.testkit.Requirements;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** Programs that functions of the kernel call, and what those decide. */
class TrampolineTest {
  private static final int SIZE = 4321;
  private static final int FORBIDDEN = -1;

  /** Where a file's number is that of the kernel's inode, which layered file systems make up. */
  static final class InMemory implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      return Files.createTempDirectory(Path.of("/dev/shm"), "trampoline");
    }
  }

  @TempDir(factory = InMemory.class)
  private Path folder;

  @KernelName("file")
  interface OpenFile extends KernelStruct {
    Inode f_inode();

    @KernelName("f_path.dentry")
    Entry entry();
  }

  @KernelName("dentry")
  interface Entry extends KernelStruct {
    @KernelName("d_inode")
    Inode inode();
  }

  @KernelName("inode")
  interface Inode extends KernelStruct {
    long i_ino();

    short i_mode();
  }

  interface SysWrite extends TracingContext {
    int fd();

    long count();
  }

  interface Write extends TracingContext {
    OpenFile file();

    int count();
  }

  interface WriteResult extends ResultContext {
    OpenFile file();
  }

  interface ModuleOpen extends TracingContext {
    OpenFile file();
  }

  interface FileOpen extends ResultContext {
    OpenFile file();
  }

  private static void needsTrampolines() {
    Requirements.root();
    String reason = "";
    try {
      Fentry.attach("ksys_write", call -> {}).close();
    } catch (SyscallException e) {
      reason = e.getMessage();
    }
    Requirements.kernel(
        reason.isEmpty(), "needs trampolines (CONFIG_DYNAMIC_FTRACE_WITH_DIRECT_CALLS): " + reason);
  }

  private static void write() throws IOException {
    try (FileOutputStream nowhere = new FileOutputStream("/dev/null")) {
      nowhere.write(new byte[SIZE]);
    }
  }

  private long inode(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "text");
    return (Long) Files.getAttribute(file, "unix:ino");
  }

  @Test
  void entriesAndReturnsAreSeen() throws IOException {
    needsTrampolines();
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 3);
        AttachedProgram named =
            Fentry.attach(
                "ksys_write",
                (SysWrite call) ->
                    hits.add(
                        0, Kernel.pid() == pid && call.count() == SIZE && call.fd() > 2 ? 1 : 0));
        AttachedProgram entry =
            Fentry.attach(
                "ksys_write",
                call -> hits.add(1, Kernel.pid() == pid && call.arg(2) == SIZE ? 1 : 0));
        AttachedProgram exit =
            Fexit.attach(
                "ksys_write",
                call ->
                    hits.add(
                        2,
                        Kernel.pid() == pid && call.arg(2) == SIZE && call.returnValue() == SIZE
                            ? 1
                            : 0))) {
      write();
      write();
      for (int i = 0; i < 3; i++) {
        assertThat(hits.get(i)).as("%d", i).isEqualTo(2);
      }
      assertThat(named).hasToString("entry of function ksys_write (link)");
      assertThat(entry.failures()).isEmpty();
      assertThat(exit).hasToString("exit of function ksys_write (link)");
    }
  }

  @Test
  void structsBehindArgumentsAreReadWithoutHelpers() throws IOException {
    needsTrampolines();
    long inode = inode("written");
    try (BpfArray<Long> seen = BpfMaps.array(Long.class, 3);
        AttachedProgram entry =
            Fentry.attach(
                "vfs_write",
                (Write call) -> {
                  if (call.file().f_inode().i_ino() == inode) {
                    seen.add(0, 1);
                    seen.put(1, (long) call.file().entry().inode().i_mode() >>> 12);
                  }
                });
        AttachedProgram exit =
            Fexit.attach(
                "vfs_write",
                (WriteResult call) -> {
                  if (call.file().entry().inode().i_ino() == inode) {
                    seen.add(2, call.returnValue());
                  }
                })) {
      Files.writeString(folder.resolve("written"), "more text");
      assertThat(seen.get(0)).isEqualTo(1);
      assertThat(seen.get(1) & 0xf).as("S_IFREG").isEqualTo(8);
      assertThat(seen.get(2)).isEqualTo("more text".length());
      assertThat(entry.failures()).isEmpty();
      assertThat(exit.failures()).isEmpty();
      assertThat(entry.program().isRetried()).isFalse();
    }
  }

  @Test
  void functionsOfModulesAreSeen() throws IOException {
    needsTrampolines();
    Requirements.kernel(
        Btf.modules().contains("overlay"), "needs the module overlay with types (Linux 5.11)");
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        AttachedProgram open =
            Fentry.attach(
                "ovl_open",
                (ModuleOpen call) -> {
                  if (Kernel.pid() == pid && call.file().f_inode().i_ino() != 0) {
                    hits.add(0, 1);
                  }
                })) {
      Files.readString(Path.of("/etc/hostname"));
      Requirements.kernel(hits.get(0) > 0, "needs an overlay file system over /etc");
      assertThat(open).hasToString("entry of function ovl_open of module overlay (link)");
      assertThat(open.failures()).isEmpty();
    }
  }

  @Test
  void cookiesTellPlacesApart() throws IOException {
    needsTrampolines();
    Requirements.kernel(
        KernelVersion.running().atLeast(KernelVersion.of(5, 19)), "cookies came with Linux 5.19");
    int pid = (int) ProcessHandle.current().pid();
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        AttachedProgram entry =
            Fentry.attach(
                "ksys_write",
                9,
                call -> {
                  if (Kernel.pid() == pid && call.arg(2) == SIZE) {
                    hits.add(0, Tracing.cookie());
                  }
                })) {
      write();
      assertThat(hits.get(0)).isEqualTo(9);
      assertThat(entry.failures()).isEmpty();
    }
  }

  @Test
  void resultsAreModified() throws IOException {
    needsTrampolines();
    long inode = inode("guarded");
    try (AttachedProgram guard =
        ModifyReturn.attach(
            "security_file_open",
            (FileOpen open) -> open.file().f_inode().i_ino() == inode ? FORBIDDEN : 0)) {
      assertThatThrownBy(() -> Files.readString(folder.resolve("guarded")))
          .isInstanceOf(IOException.class);
      inode("free");
      assertThat(Files.readString(folder.resolve("free"))).isEqualTo("text");
      assertThat(guard.failures()).isEmpty();
    }
    assertThat(Files.readString(folder.resolve("guarded"))).isEqualTo("text");
    assertThatThrownBy(() -> ModifyReturn.attach("vfs_read", call -> 0))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("vfs_read")
        .hasMessageContaining("not modifiable");
  }

  private static void needsSecurityHooks() throws IOException {
    needsTrampolines();
    Path active = Path.of("/sys/kernel/security/lsm");
    Requirements.kernel(
        Files.exists(active) && Files.readString(active).contains("bpf"),
        "needs bpf among the active security modules (lsm=)");
  }

  @Test
  void securityHooksForbid() throws IOException {
    needsSecurityHooks();
    long secret = inode("secret");
    long odd = inode("odd");
    try (AttachedProgram guard =
        Lsm.attach(
            "file_open",
            (FileOpen open) -> {
              long number = open.file().f_inode().i_ino();
              return number == secret ? FORBIDDEN : number == odd ? 7 : 0;
            })) {
      assertThatThrownBy(() -> Files.readString(folder.resolve("secret")))
          .isInstanceOf(IOException.class);
      assertThat(Files.readString(folder.resolve("odd"))).as("no such verdict").isEqualTo("text");
      assertThat(guard.failures()).hasSize(1);
      assertThat(guard.failures().get(0).count()).isEqualTo(1);
      assertThat(guard.failures().get(0).reason()).contains("no such verdict");
      assertThat(guard).hasToString("program at security hook file_open (link)");
    }
    assertThat(Files.readString(folder.resolve("secret"))).isEqualTo("text");
  }

  @Test
  void securityHooksWaitForMemory() throws IOException {
    needsSecurityHooks();
    Requirements.kernel(
        KernelVersion.running().atLeast(KernelVersion.of(5, 11)), "file_open waits since 5.11");
    long secret = inode("secret");
    try (AttachedProgram guard =
        Lsm.attachSleepable(
            "file_open",
            (FileOpen open) -> open.file().f_inode().i_ino() == secret ? FORBIDDEN : 0)) {
      assertThatThrownBy(() -> Files.readString(folder.resolve("secret")))
          .isInstanceOf(IOException.class);
      assertThat(guard.failures()).isEmpty();
    }
  }

  @Test
  void whatIsNotThereIsRefused() {
    Requirements.kernel(
        Files.exists(Path.of("/sys/kernel/btf/vmlinux")), "needs CONFIG_DEBUG_INFO_BTF");
    assertThatThrownBy(() -> Fentry.compile("vfs_raed", call -> {}))
        .isInstanceOf(NoSuchKernelFunctionException.class)
        .hasMessageContaining("vfs_read");
    assertThatThrownBy(() -> Lsm.compile("file_opn", call -> 0))
        .isInstanceOf(NoSuchKernelFunctionException.class)
        .hasMessageContaining("file_open");
    assertThatThrownBy(() -> Fentry.compile("vfs_write", (Write call) -> call.count()))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("return long");
    assertThatThrownBy(() -> Fexit.compile("fput", call -> call.returnValue()))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("function fput returns nothing");
  }
}

package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.maps.BpfArray;
import bpf4j.maps.BpfMaps;
import bpf4j.perf.attach.PerfEventAttacher;
import bpf4j.syscall.KernelVersion;
import bpf4j.syscall.SyscallException;
import bpf4j.syscall.bpf.AttachType;
import bpf4j.syscall.bpf.InfoCalls;
import bpf4j.syscall.bpf.ObjectCalls;
import bpf4j.syscall.bpf.ObjectKind;
import bpf4j.syscall.io.Fd;
import bpf4j.syscall.perf.PerfTarget;
import bpf4j.syscall.perf.SoftwareEvent;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long attachments last: while they are pinned, and not after their process. */
class LastingTest {
  @BeforeEach
  void needsLinks() {
    Requirements.root();
    Requirements.kernel(
        KernelVersion.running().atLeast(AttachType.PERF_EVENT.since()),
        "links to perf events came with Linux 5.15");
  }

  private static AttachedProgram switches(List<PerfTarget> targets, BpfArray<Long> hits) {
    return PerfEvent.attach(
        SoftwareEvent.CONTEXT_SWITCHES.attr().samplePeriod(1).build(),
        targets,
        "switches",
        event -> hits.add(0, 1));
  }

  @Test
  void severalLinksArePinnedInAFolder() throws Exception {
    List<PerfTarget> cpus = PerfEventAttacher.allCpus();
    Requirements.machine(cpus.size() > 1, "needs two CPUs");
    Path mounted = Files.createTempDirectory("bpffs");
    FileSystems.BPFFS.mount(mounted);
    Path folder = mounted.resolve("switches");
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1)) {
      List<Integer> links = new ArrayList<>();
      try (AttachedProgram program = switches(cpus, hits)) {
        program.attachment().pin(folder);
        for (Fd link : program.attachment().links()) {
          links.add(InfoCalls.link(link).id());
        }
        assertThatThrownBy(() -> program.attachment().pin(folder))
            .hasMessageContaining(folder.toString());
      }
      assertThat(links).hasSameSizeAs(cpus);
      long before = hits.get(0);
      Thread.sleep(20);
      assertThat(hits.get(0)).isGreaterThan(before);
      for (int i = 0; i < links.size(); i++) {
        assertThat(exists(ObjectKind.LINK, links.get(i))).isTrue();
        Files.delete(folder.resolve(Integer.toString(i)));
        assertGone(ObjectKind.LINK, links.get(i));
      }
      Files.delete(folder);
    } finally {
      FileSystems.unmount(mounted);
      Files.delete(mounted);
    }
  }

  @Test
  void whatCannotBePinnedLeavesNothing() throws Exception {
    Path ordinary = Files.createTempDirectory("no-bpffs");
    try (BpfArray<Long> hits = BpfMaps.array(Long.class, 1);
        AttachedProgram program =
            switches(List.of(PerfTarget.thread(0), PerfTarget.thread(0)), hits)) {
      assertThatThrownBy(() -> program.attachment().pin(ordinary.resolve("links")))
          .isInstanceOf(SyscallException.class);
      assertThat(ordinary).isEmptyDirectory();
    } finally {
      Files.delete(ordinary);
    }
  }

  @Test
  void nothingRemainsOfAKilledProcess() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> programs = new ArrayList<>();
    List<Integer> links = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      for (String id : words(output)) {
        programs.add(Integer.valueOf(id));
      }
      for (String id : words(output)) {
        links.add(Integer.valueOf(id));
      }
      assertThat(programs).hasSize(4).allMatch(id -> exists(ObjectKind.PROGRAM, id));
      assertThat(links).hasSize(4).allMatch(id -> exists(ObjectKind.LINK, id));
    } finally {
      process.destroyForcibly().waitFor();
    }
    for (int i = 0; i < links.size(); i++) {
      assertGone(ObjectKind.LINK, links.get(i));
      assertGone(ObjectKind.PROGRAM, programs.get(i));
    }
  }

  private static String[] words(BufferedReader output) throws IOException {
    String line = output.readLine();
    return line == null ? new String[0] : line.split(" ", -1);
  }

  /** A process that attaches programs to all kinds of places, and does not come to an end. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) throws IOException {
      List<AttachedProgram> attached =
          List.of(
              Tracepoint.attach("sched:sched_process_exec", exec -> {}),
              RawTracepoint.attach("sched_process_exec", exec -> {}),
              Uprobe.attach("c", "getppid", call -> {}),
              Uretprobe.attach("c", "getppid", call -> {}));
      StringBuilder programs = new StringBuilder();
      StringBuilder links = new StringBuilder();
      for (AttachedProgram program : attached) {
        programs.append(' ').append(InfoCalls.program(program.program().fd()).id());
        for (Fd link : program.attachment().links()) {
          links.append(' ').append(InfoCalls.link(link).id());
        }
      }
      System.out.println(programs.substring(1));
      System.out.println(links.substring(1));
      int ended = System.in.read();
      throw new IllegalStateException("nobody has killed this process: " + ended);
    }
  }

  private static boolean exists(ObjectKind kind, int id) {
    Optional<Fd> found = ObjectCalls.openById(kind, id);
    found.ifPresent(Fd::close);
    return found.isPresent();
  }

  /** The kernel takes its time. */
  private static void assertGone(ObjectKind kind, int id) throws InterruptedException {
    for (int i = 0; i < 1_000 && exists(kind, id); i++) {
      Thread.sleep(10);
    }
    assertThat(exists(kind, id)).as("%s %d", kind, id).isFalse();
  }
}

package bpf4j.syscall.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.io.Fd;
import bpf4j.syscall.system.FileSystems;
import bpf4j.testkit.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AttachCallsTest {
  private static final AttachType EGRESS = AttachType.CGROUP_INET_EGRESS;

  @Test
  void cgroupProgramsAreAttachedReplacedListedAndDetached() throws IOException {
    Requirements.root();
    Requirements.machine(FileSystems.CGROUP2.find().isPresent(), "needs cgroup2 mounted");
    String name = "b4j-attach-" + ProcessHandle.current().pid();
    Path cgroup = Files.createDirectory(TestPrograms.cgroup2().resolve(name));
    try (Fd folder = FileSystems.open(cgroup);
        Fd first = TestPrograms.returning(ProgramType.CGROUP_SKB, EGRESS, 1);
        Fd second = TestPrograms.returning(ProgramType.CGROUP_SKB, EGRESS, 1)) {
      AttachTarget target = new AttachTarget.Descriptor(folder);
      AttachCalls.attach(target, first, EGRESS, AttachCalls.ALLOW_MULTI);
      assertThat(attached(target)).containsExactly(InfoCalls.program(first).id());
      AttachCalls.replace(target, first, second, EGRESS, AttachCalls.ALLOW_MULTI);
      assertThat(attached(target)).containsExactly(InfoCalls.program(second).id());
      assertThat(AttachCalls.query(target, EGRESS, false).flags())
          .isEqualTo(AttachCalls.ALLOW_MULTI);
      assertThat(AttachCalls.query(target, EGRESS, true).programs()).isNotEmpty();
      assertThat(AttachCalls.detach(target, second, EGRESS)).isTrue();
      assertThat(AttachCalls.detach(target, second, EGRESS)).isFalse();
      assertThat(attached(target)).isEmpty();
    } finally {
      Files.delete(cgroup);
    }
  }

  private static Iterable<Integer> attached(AttachTarget target) {
    return AttachCalls.query(target, EGRESS, false).programs().stream()
        .map(QueryResult.Attached::programId)
        .toList();
  }
}

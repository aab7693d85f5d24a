package bpf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.syscall.io.EventFd;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileDescriptorLeakDetectorTest {
  @Test
  void findsWhatIsLeftOpenAndSaysWhatItIs() throws IOException {
    Map<Integer, String> before = FileDescriptorLeakDetector.openFiles();
    EventFd left = EventFd.open();
    assertThat(FileDescriptorLeakDetector.leakedSince(before))
        .containsEntry(left.fd().number(), "anon_inode:[eventfd]");
    left.close();
    assertThat(FileDescriptorLeakDetector.leakedSince(before))
        .doesNotContainKey(left.fd().number());
  }
}

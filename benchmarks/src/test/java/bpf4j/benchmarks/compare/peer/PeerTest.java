package bpf4j.benchmarks.compare.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.benchmarks.compare.measure.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTest {

  private static Peer shell(String script) {
    return new Peer(List.of("sh", "-c", script));
  }

  @Test
  void tellsAndIsAnswered() {
    try (Peer peer =
        shell(
            "echo shell 1; while read -r what many; do echo $many 7 18446744073709551615; done")) {
      assertThat(peer.version()).isEqualTo("shell 1");
      assertThat(peer.run("get", 12)).isEqualTo(new Cost(12, 7, -1));
      assertThat(peer.run("get", 13)).isEqualTo(new Cost(13, 7, -1));
    }
  }

  @Test
  void reasonIsWhatItSaysOfAnError() {
    try (Peer peer = shell("echo shell; read -r line; echo error: no such thing; read -r line")) {
      assertThatThrownBy(() -> peer.run("get", 1))
          .isInstanceOf(PeerException.class)
          .hasMessage("no such thing");
    }
  }

  @Test
  void reasonIsTheLineOfItsErrorsThatTellsMost() {
    assertThatThrownBy(
            () -> shell("echo hm >&2; echo 'Error: no headers' >&2; echo bye >&2").close())
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("Error: no headers");
    assertThatThrownBy(() -> shell("echo hm >&2; echo bye >&2").close())
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("bye");
  }

  @Test
  void reasonIsThatItCannotBeRun() {
    assertThatThrownBy(() -> new Peer(List.of("/nonexistent")).close())
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("/nonexistent");
  }

  @Test
  void nothingIsMadeOfWhatIsNotWritten() {
    Recipe recipe = new Recipe("none", ".c", List.of(), List.of("SOURCE"));
    assertThatThrownBy(() -> recipe.command("program")).isInstanceOf(PeerException.class);
  }
}

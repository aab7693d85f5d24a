package bpf4j.compiler.internal.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import bpf4j.testkit.Requirements;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DoctorTest {

  @Test
  void everyFindingSaysWhatItFoundAndEveryObstacleHowToLiftIt() {
    List<Finding> findings = Doctor.findings();
    assertThat(findings).extracting(Finding::area).contains("java", "privileges");
    assertThat(findings).allSatisfy(finding -> assertThat(finding.detail()).isNotBlank());
    assertThat(findings)
        .filteredOn(finding -> finding.status() == Finding.Status.OK)
        .allSatisfy(finding -> assertThat(finding.remedy()).isEmpty());
    assertThat(findings)
        .filteredOn(
            finding ->
                finding.status() == Finding.Status.MISSING
                    || finding.status() == Finding.Status.LIMITED)
        .allSatisfy(finding -> assertThat(finding.remedy()).isNotBlank());
    assertThat(findings.stream().map(f -> f.area() + "." + f.name()).collect(Collectors.toSet()))
        .as("names are unique")
        .hasSameSizeAs(findings);
  }

  @Test
  void whoRunsTheseTestsCanDoWhatTheyNeed() {
    Requirements.root();
    List<Finding> findings = Doctor.findings();
    assertThat(findings)
        .filteredOn(
            finding ->
                List.of("native-library", "CAP_BPF", "CAP_NET_RAW", "release", "socket-filter")
                    .contains(finding.name()))
        .hasSize(5)
        .allSatisfy(
            finding ->
                assertThat(finding.status()).isIn(Finding.Status.OK, Finding.Status.LIMITED));
  }

  @Test
  void textHasALineForEachFinding() {
    List<Finding> findings =
        List.of(
            Finding.ok("one", "first", "fine"),
            Finding.missing("two", "second", "not there", "make it"),
            Finding.missing("two", "third", "nor that", "make it"));
    assertThat(TextReport.of(findings).lines())
        .containsExactly(
            "one",
            "  ok       first   fine",
            "",
            "two",
            "  missing  second  not there",
            "  missing  third   nor that",
            "           -> make it",
            "",
            "2 of 3 are not ok; an arrow says how to change that.");
    assertThat(TextReport.of(findings.subList(0, 1))).contains("Nothing stands in the way.");
  }

  @Test
  void jsonHasAnObjectForEachFinding() {
    List<Finding> findings =
        List.of(
            Finding.ok("one", "first", "a \"quoted\" back\\slash\n\u0001"),
            Finding.missing("two", "second", "é", "make it"));
    assertThat(JsonReport.of(findings))
        .isEqualTo(
            """
            {
              "findings": [
                {"area": "one", "name": "first", "status": "ok",\
             "detail": "a \\"quoted\\" back\\\\slash\\n\\u0001", "remedy": ""},
                {"area": "two", "name": "second", "status": "missing",\
             "detail": "é", "remedy": "make it"}
              ]
            }
            """);
  }
}

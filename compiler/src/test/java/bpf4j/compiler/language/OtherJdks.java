package bpf4j.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JDKs beside the running one: in the homes of {@code JDK_HOMES} and under /usr/lib/jvm. */
final class OtherJdks {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final int OLDEST = 17;

  private OtherJdks() {}

  /** One home for each release. */
  static Collection<Path> homes() throws IOException {
    List<Path> candidates = new ArrayList<>();
    String listed = System.getenv("JDK_HOMES");
    if (listed != null) {
      for (String home : listed.split(":", -1)) {
        candidates.add(Path.of(home));
      }
    }
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (DirectoryStream<Path> homes = Files.newDirectoryStream(installed)) {
        homes.forEach(candidates::add);
      }
    }
    Map<Integer, Path> byRelease = new TreeMap<>();
    for (Path home : candidates) {
      int feature = feature(home);
      if (feature >= OLDEST && feature != Runtime.version().feature()) {
        byRelease.putIfAbsent(feature, home);
      }
    }
    return byRelease.values();
  }

  /** The feature release of a JDK; 0 if there is none. */
  static int feature(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/javac")) || !Files.isReadable(release)) {
      return 0;
    }
    Matcher version = VERSION.matcher(Files.readString(release));
    return version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  static void javac(Path home, Path source, Path target, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/javac").toString());
    command.addAll(options);
    command.addAll(List.of("-d", target.toString(), source.toString()));
    Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    javac.getOutputStream().close();
    String messages = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(javac.waitFor()).as(messages).isZero();
  }
}

package bpf4j.benchmarks.compare.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tools that are compared with. */
public enum Tool {
  /** Programs in C against libbpf. */
  LIBBPF(
      "libbpf",
      List.of("gcc", "libc6-dev", "libbpf-dev"),
      List.of("/usr/bin/gcc", "/usr/include/bpf/bpf.h"),
      List.of("pkg-config", "--modversion", "libbpf"),
      new Recipe(
          "c",
          ".c",
          List.of("gcc", "-O2", "-Wall", "-pthread", "-o", "TARGET", "SOURCE", "-lbpf"),
          List.of(Recipe.ENVIRONMENT, "TARGET"))),

  /** Programs in Go against cilium/ebpf. */
  CILIUM(
      "cilium/ebpf",
      List.of("golang-go", "golang-github-cilium-ebpf-dev"),
      List.of("/usr/bin/go", "/usr/share/gocode/src/github.com/cilium/ebpf/map.go"),
      packageVersion("golang-github-cilium-ebpf-dev"),
      new Recipe(
          "go",
          ".go",
          List.of(
              "env",
              "GO111MODULE=off",
              "GOPATH=/usr/share/gocode",
              "GOCACHE=TARGETS/go-cache",
              "go",
              "build",
              "-o",
              "TARGET",
              "SOURCE"),
          List.of(Recipe.ENVIRONMENT, "TARGET"))),

  /** Programs in Python against BCC. */
  BCC_PYTHON(
      "BCC Python",
      List.of("python3", "python3-bpfcc", "linux-headers-amd64"),
      List.of("/usr/bin/python3", "/usr/lib/python3/dist-packages/bcc/__init__.py"),
      packageVersion("python3-bpfcc"),
      new Recipe(
          "python", ".py", List.of(), List.of(Recipe.ENVIRONMENT, "/usr/bin/python3", "SOURCE"))),

  /** Scripts in Lua against BCC. */
  BCC_LUA(
      "BCC Lua",
      List.of("bpfcc-lua", "linux-headers-amd64"),
      List.of("/usr/bin/bcc-lua"),
      packageVersion("bpfcc-lua"),
      // Debian's is not linked to the library that it calls.
      new Recipe(
          "lua",
          ".lua",
          List.of(),
          List.of("env", "LD_PRELOAD=libbcc.so.0", Recipe.ENVIRONMENT, "bcc-lua", "SOURCE"))),

  /** Scripts of bpftrace. */
  BPFTRACE(
      "bpftrace",
      List.of("bpftrace"),
      List.of("/usr/bin/bpftrace"),
      packageVersion("bpftrace"),
      new Recipe("bpftrace", ".bt", List.of(), List.of(Recipe.ENVIRONMENT, "bpftrace", "SOURCE"))),

  /** Objects of BPF from C, which libbpf's and cilium/ebpf's programs load. */
  CLANG(
      "clang",
      List.of("clang", "libbpf-dev", "linux-libc-dev"),
      List.of("/usr/bin/clang", "/usr/include/bpf/bpf_helpers.h"),
      packageVersion("clang"),
      new Recipe(
          "bpf",
          ".bpf.c",
          List.of(
              "clang",
              "-O2",
              "-g",
              "-Wall",
              "-target",
              "bpf",
              "-I/usr/include/" + multiarch(),
              "-c",
              "-o",
              "TARGET",
              "SOURCE"),
          List.of("TARGET")));

  private static final Map<Tool, String> VERSIONS = new EnumMap<>(Tool.class);

  private final String label;
  private final List<String> packages;
  private final List<String> files;
  private final List<String> versionCommand;
  private final Recipe recipe;

  Tool(
      String label,
      List<String> packages,
      List<String> files,
      List<String> versionCommand,
      Recipe recipe) {
    this.label = label;
    this.packages = packages;
    this.files = files;
    this.versionCommand = versionCommand;
    this.recipe = recipe;
  }

  private static List<String> packageVersion(String name) {
    return List.of("dpkg-query", "-W", "-f", "${Version}\n", name);
  }

  private static String multiarch() {
    return (System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64") + "-linux-gnu";
  }

  /** {@return its name for people} */
  public String label() {
    return label;
  }

  /** {@return the Debian packages that it needs} */
  public List<String> packages() {
    return packages;
  }

  /** {@return the Debian packages that running its programs takes, once they are made} */
  public List<String> runtimePackages() {
    return switch (this) {
      case LIBBPF -> List.of("libbpf1");
      case CILIUM -> List.of();
      default -> packages;
    };
  }

  /** {@return whether all that it needs is there} */
  public boolean isPresent() {
    return files.stream().allMatch(file -> Files.exists(Path.of(file)));
  }

  /** {@return its version, or that there is none} */
  public String version() {
    synchronized (VERSIONS) {
      return VERSIONS.computeIfAbsent(this, Tool::askVersion);
    }
  }

  private String askVersion() {
    if (!isPresent()) {
      return "not installed";
    }
    try {
      return Commands.output(versionCommand).strip();
    } catch (PeerException e) {
      return "unknown version";
    }
  }

  /**
   * The command that runs one of its programs, which is made if need be.
   *
   * @param program the name of the program's source, without what it ends with
   * @param arguments what the program is given
   * @throws PeerException if the tool is missing or cannot make the program
   */
  public List<String> command(String program, String... arguments) {
    if (!isPresent()) {
      throw new PeerException(absence());
    }
    List<String> command = new ArrayList<>(recipe.command(program));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * The command that runs a script given as text.
   *
   * @param text of the script
   * @throws PeerException if the tool is missing
   */
  public List<String> script(String text) {
    if (!isPresent()) {
      throw new PeerException(absence());
    }
    return List.of(Recipe.ENVIRONMENT, "bpftrace", "-e", text);
  }

  private String absence() {
    return "not installed (benchmarks/compare --install: " + String.join(" ", packages) + ")";
  }
}

package bpf4j.elf.symbolize;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.debug.DebugFiles;
import bpf4j.elf.demangle.Demangler;
import bpf4j.elf.internal.symbolize.JavaCode;
import bpf4j.elf.internal.symbolize.LoadedFile;
import bpf4j.elf.internal.symbolize.PerfMap;
import bpf4j.elf.process.BinaryFiles;
import bpf4j.elf.process.ProcessMapping;
import bpf4j.elf.process.ProcessMaps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions of a process: of its program and libraries, in containers and deleted ones too,
 * stripped ones with the symbols of their {@link DebugFiles debug files}, of the kernel's {@code
 * [vdso]}, and of the code that JIT compilers list in {@code /tmp/perf-PID.map}, as the process
 * sees that directory. A JVM lists its code when {@link #listJavaCode} asks for it.
 *
 * <p>What is loaded where is looked at again when an address is not known, and a tenth of a second
 * after the last time; so it is right soon after {@code dlopen}, {@code dlclose} and {@code exec}.
 * When the process has ended, what was known of it last remains. At most 64 files are held, those
 * used last. Safe for use by several threads, one at a time.
 */
public final class ProcessSymbols implements Symbolizer {
  private static final long LOOK_AGAIN_NANOS = 100_000_000;
  private static final long MISS_NANOS = 5_000_000;
  private static final int MOST_FILES = 64;
  private static final int REMEMBERED = 1 << 12;

  private final long pid;
  private final DebugFiles debugFiles;
  private final PerfMap jitCode;
  private final Map<String, Optional<LoadedFile>> files =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<LoadedFile>> eldest) {
          return size() > MOST_FILES;
        }
      };
  private final Frame[] remembered = new Frame[REMEMBERED];
  private List<ProcessMapping> mappings;
  private long lookedAt;

  private ProcessSymbols(long pid) {
    this.pid = pid;
    debugFiles = DebugFiles.of(pid);
    mappings = ProcessMaps.of(pid);
    lookedAt = System.nanoTime();
    jitCode = new PerfMap(Path.of("/proc/" + pid + "/root/tmp/perf-" + innermostPid(pid) + ".map"));
    jitCode.refresh();
  }

  /**
   * Looks at a process.
   *
   * @param pid the process
   * @return its functions
   * @throws UncheckedIOException when there is no such process, or it may not be looked at
   */
  public static ProcessSymbols of(long pid) {
    return new ProcessSymbols(pid);
  }

  /** The number of a process in its own namespace, after which it names its files. */
  private static String innermostPid(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)
          .stream()
          .filter(line -> line.startsWith("NSpid:"))
          .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
          .findFirst()
          .orElse(String.valueOf(pid));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at process " + pid, e);
    }
  }

  @Override
  public synchronized Frame symbolize(long address) {
    long now = System.nanoTime();
    if (now - lookedAt > LOOK_AGAIN_NANOS) {
      refresh();
    }
    int slot = (int) ((address * 0x9e37_79b9_7f4a_7c15L) >>> 52) & (REMEMBERED - 1);
    Frame known = remembered[slot];
    if (known != null && known.address() == address) {
      return known;
    }
    Frame frame = look(address);
    if (!frame.isKnown() && now - lookedAt > MISS_NANOS) {
      refresh();
      frame = look(address);
    }
    if (frame.isKnown()) {
      remembered[slot] = frame;
    }
    return frame;
  }

  /**
   * Looks again at what the process has loaded and compiled. This is rarely needed.
   *
   * @return whether anything has changed
   */
  public synchronized boolean refresh() {
    lookedAt = System.nanoTime();
    boolean hasChanged = jitCode.refresh();
    try {
      List<ProcessMapping> current = ProcessMaps.of(pid);
      if (!current.isEmpty() && !current.equals(mappings)) {
        mappings = current;
        hasChanged = true;
      }
    } catch (UncheckedIOException e) {
      // It has ended; stacks that were recorded before can still be read.
      lookedAt = Long.MAX_VALUE / 2;
    }
    if (hasChanged) {
      Arrays.fill(remembered, null);
    }
    return hasChanged;
  }

  /**
   * Asks a JVM of JDK 17 or later to list the Java code that it has compiled by now, by {@code jcmd
   * PID Compiler.perfmap}. Methods that are interpreted run in code that is listed as {@code
   * Interpreter}.
   *
   * @return whether it did: false when the process is no JVM, or has no {@code jcmd} beside it
   */
  public synchronized boolean listJavaCode() {
    boolean isListed = JavaCode.list(pid);
    refresh();
    return isListed;
  }

  private Frame look(long address) {
    ProcessMapping mapping = mapping(address);
    if (mapping == null || !mapping.path().startsWith("/") && !mapping.path().equals("[vdso]")) {
      return jitCode.find(address).orElse(Frame.unknown(address));
    }
    long offset = address - mapping.start() + mapping.offset();
    String module = mapping.fileName();
    return file(mapping)
        .flatMap(file -> file.symbol(offset))
        .map(
            found ->
                new Frame(
                    address,
                    Demangler.readable(found.symbol().name()),
                    found.address() - found.symbol().value(),
                    module))
        .or(() -> jitCode.find(address))
        .orElseGet(
            () ->
                new Frame(
                    address, module.startsWith("[") ? module : "[" + module + "]", offset, module));
  }

  private ProcessMapping mapping(long address) {
    int low = 0;
    int high = mappings.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      ProcessMapping mapping = mappings.get(middle);
      if (mapping.contains(address)) {
        return mapping;
      }
      if (Long.compareUnsigned(mapping.start(), address) < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }

  private Optional<LoadedFile> file(ProcessMapping mapping) {
    String key = mapping.device() + " " + mapping.inode() + " " + mapping.path();
    Optional<LoadedFile> known = files.get(key);
    if (known == null) {
      known = open(mapping);
      files.put(key, known);
    }
    return known;
  }

  private Optional<LoadedFile> open(ProcessMapping mapping) {
    try {
      if (!mapping.isFile()) {
        return LoadedFile.inMemory(pid, mapping.start(), mapping.end());
      }
      ElfFile file = ElfFile.open(BinaryFiles.open(mapping, pid));
      return Optional.of(new LoadedFile(debugFiles.complete(file, Path.of(mapping.path()))));
    } catch (ElfFormatException | UncheckedIOException e) {
      // Data that is mapped, or a file that may not be read: its name is all that is known.
      return Optional.empty();
    }
  }
}

package bpf4j.perf.attach;

import bpf4j.elf.ElfFile;
import bpf4j.elf.NearNames;
import bpf4j.elf.code.CodeLocationException;
import bpf4j.elf.usdt.UsdtArgument;
import bpf4j.elf.usdt.UsdtProbe;
import bpf4j.elf.usdt.UsdtProbes;
import bpf4j.elf.usdt.UsdtSite;
import bpf4j.perf.attach.UserProbe.Site;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A statically defined probe (USDT), found in a file and ready to be attached to.
 *
 * @param file a path by which this process opens the file
 * @param probe the probe with all its places
 * @param pid the process; none for all
 */
public record UserStaticProbe(Path file, UsdtProbe probe, OptionalLong pid) {
  /**
   * Finds a probe.
   *
   * @param file a path, or the name of a library or program
   * @param provider who defines it, or the empty string for anyone
   * @param name its name
   * @param pid the process that means the file, and is to be watched; none for all
   * @return the probe
   * @throws CodeLocationException if there is no such file or probe, or several providers have one
   * @throws bpf4j.elf.ElfFormatException if the file is malformed
   */
  public static UserStaticProbe find(String file, String provider, String name, OptionalLong pid) {
    Path path = UserProbe.find(file, pid);
    ElfFile elf = ElfFile.open(path);
    List<UsdtProbe> found = UsdtProbes.find(elf, provider, name);
    String asked = provider.isEmpty() ? name : provider + ":" + name;
    if (found.size() > 1) {
      throw new CodeLocationException(
          "several providers define "
              + asked
              + " in "
              + path
              + "; name one: "
              + found.stream().map(UsdtProbe::provider).collect(Collectors.joining(", ")),
          List.of());
    } else if (found.isEmpty()) {
      List<String> names =
          UsdtProbes.of(elf).stream()
              .map(probe -> provider.isEmpty() ? probe.name() : key(probe))
              .toList();
      throw new CodeLocationException(
          path
              + (names.isEmpty()
                  ? " has no statically defined probes"
                  : " has no probe "
                      + asked
                      + "; the nearest are "
                      + String.join(", ", NearNames.of(asked, names))),
          List.of());
    }
    return new UserStaticProbe(path, found.get(0), pid);
  }

  private static String key(UsdtProbe probe) {
    return probe.provider() + ":" + probe.name();
  }

  /** {@return the provider and the name, with a colon between} */
  public String name() {
    return key(probe);
  }

  /** {@return the places that have their arguments in the same registers and memory, together} */
  public Map<List<UsdtArgument>, List<UsdtSite>> sitesByArguments() {
    return probe.sites().stream()
        .collect(
            Collectors.groupingBy(UsdtSite::arguments, LinkedHashMap::new, Collectors.toList()));
  }

  /**
   * Some of its places, to attach to; semaphores are counted up.
   *
   * @param sites the places
   * @return the same as places in code
   */
  public UserProbe at(List<UsdtSite> sites) {
    List<Site> places =
        sites.stream()
            .map(site -> new Site(name(), site.fileOffset(), site.semaphore().orElse(0)))
            .toList();
    return new UserProbe(file, places, false, pid, 0);
  }

  /** {@return what is attached to} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("USDT ").append(file).append(' ').append(name());
    text.append(" at offset 0x").append(Long.toHexString(probe.sites().get(0).fileOffset()));
    if (probe.sites().size() > 1) {
      text.append(" and ").append(probe.sites().size() - 1).append(" more places");
    }
    pid.ifPresent(id -> text.append(" in process ").append(id));
    return text.toString();
  }
}

package bpf4j.elf.usdt;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfFormatException;
import bpf4j.elf.internal.usdt.Notes;
import java.util.List;

/**
 * Lists the statically defined probes of a file.
 *
 * <pre>{@code
 * ElfFile jvm = ElfFile.open(Path.of("/usr/lib/jvm/default/lib/server/libjvm.so"));
 * for (UsdtSite site : UsdtProbes.find(jvm, "hotspot", "gc__begin").get(0).sites()) {
 *   System.out.println(Long.toHexString(site.fileOffset()) + " " + site.argumentText());
 * }
 * }</pre>
 *
 * <p>Arguments are understood on x86 and arm64.
 */
public final class UsdtProbes {
  private UsdtProbes() {}

  /**
   * Lists all probes.
   *
   * @param file a program or library
   * @return its probes in the order of their first sites; none when it has no notes of probes
   * @throws ElfFormatException when the notes are malformed
   */
  public static List<UsdtProbe> of(ElfFile file) {
    return new Notes(file).probes();
  }

  /**
   * Finds the probes of a name.
   *
   * @param file a program or library
   * @param provider who defines it, or the empty string for anyone
   * @param name its name
   * @return the probe; several when several providers have one of this name; none when there is
   *     none
   * @throws ElfFormatException when the notes are malformed
   */
  public static List<UsdtProbe> find(ElfFile file, String provider, String name) {
    return of(file).stream()
        .filter(probe -> provider.isEmpty() || probe.provider().equals(provider))
        .filter(probe -> probe.name().equals(name))
        .toList();
  }
}

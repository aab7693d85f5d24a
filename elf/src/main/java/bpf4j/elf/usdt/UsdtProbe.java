package bpf4j.elf.usdt;

import java.util.List;

/**
 * A statically defined probe of a file.
 *
 * @param provider who defines it, such as {@code hotspot}
 * @param name its name, such as {@code gc__begin}
 * @param sites the places where it is, in the order of the notes; at least one: a probe in an
 *     inlined function has one for each copy
 */
public record UsdtProbe(String provider, String name, List<UsdtSite> sites) {
  /** Copies the list. */
  public UsdtProbe {
    sites = List.copyOf(sites);
  }
}

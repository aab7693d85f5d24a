package bpf4j.elf.internal.code;

import bpf4j.elf.ElfFile;
import bpf4j.elf.ElfSection;
import bpf4j.elf.ElfSegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Recognises what the Go linker made. */
public final class GoBinaries {
  private static final Set<String> SECTIONS =
      Set.of(".go.buildinfo", ".gopclntab", ".data.rel.ro.gopclntab", ".note.go.buildid");
  private static final String NOTE_OWNER = "Go";
  private static final int NOTE_BUILD_ID = 4;
  private static final byte[] BUILD_INFO =
      "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int BUILD_INFO_ALIGNMENT = 16;
  private static final int SEARCHED = 1 << 16;

  private GoBinaries() {}

  /**
   * Tells whether a file has code of Go.
   *
   * @param file the file
   * @return true when a section, a note or the build information at the start of the data says so
   */
  public static boolean isGo(ElfFile file) {
    return file.sections().stream().map(ElfSection::name).anyMatch(SECTIONS::contains)
        || file.notes()
            .anyMatch(note -> note.type() == NOTE_BUILD_ID && note.name().equals(NOTE_OWNER))
        || (file.sections().isEmpty() && hasBuildInfo(file));
  }

  private static boolean hasBuildInfo(ElfFile file) {
    for (ElfSegment segment : file.segments()) {
      if (segment.type() == ElfSegment.PT_LOAD && (segment.flags() & ElfSegment.PF_W) != 0) {
        ByteBuffer bytes = file.bytes(segment);
        int end = Math.min(bytes.limit() - BUILD_INFO.length, SEARCHED);
        for (int i = 0; i <= end; i += BUILD_INFO_ALIGNMENT) {
          if (bytes.slice(i, BUILD_INFO.length).equals(ByteBuffer.wrap(BUILD_INFO))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}

package bpf4j.benchmarks;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the borders of the modules and packages, as seen from the one module that sees all. */
class HouseTest {

  /** The modules, each with those of ours that it may use and the libraries it may use. */
  enum Module {
    SYSCALL(List.of(), "jnr..", "com.kenai.jffi..", "elf4j.."),
    ELF(List.of(), "org.tukaani.xz.."),
    MAPS(List.of("syscall", "elf"), "elf4j.."),
    PERF(List.of("syscall", "elf", "maps"), "elf4j.."),
    COMPILER(List.of("syscall", "elf", "maps", "perf"), "elf4j..", "org.objectweb.asm.."),
    BENCHMARKS(
        List.of("syscall", "elf", "maps", "perf", "compiler"),
        "org.openjdk.jmh..",
        "joptsimple..",
        "com.sun.management..");

    private final List<String> modules;
    private final List<String> libraries;

    Module(List<String> modules, String... libraries) {
      this.modules = modules;
      this.libraries = List.of(libraries);
    }

    String folder() {
      return name().toLowerCase(Locale.ROOT);
    }

    String packages() {
      return "bpf4j." + folder() + "..";
    }

    String internals() {
      return "bpf4j." + folder() + ".internal..";
    }

    /** The packages that a class of this module may use. */
    String[] mayUse() {
      List<String> all = new ArrayList<>(List.of("java..", packages()));
      modules.forEach(module -> all.add("bpf4j." + module + ".."));
      all.addAll(libraries);
      return all.toArray(String[]::new);
    }
  }

  private static final String INTERNALS = "bpf4j.*.internal..";
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static JavaClasses house;

  @BeforeAll
  static void importClasses() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("bpf4j");
  }

  @ParameterizedTest
  @EnumSource
  void everySourceIsSeenHere(Module module) throws IOException {
    Set<String> missing = new TreeSet<>(sources(module));
    for (JavaClass type : house) {
      missing.remove(type.getName().replace('.', '/') + ".java");
    }
    missing.removeIf(source -> source.endsWith("package-info.java"));
    assertThat(missing).as("sources of %s with no class of that name", module.folder()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aModuleLivesInItsOwnPackages(Module module) throws IOException {
    assertThat(sources(module))
        .as("sources of %s", module.folder())
        .allMatch(source -> source.startsWith("bpf4j/" + module.folder() + "/"));
  }

  @ParameterizedTest
  @EnumSource
  void arrowsPointOneWay(Module module) {
    classes()
        .that()
        .resideInAPackage(module.packages())
        .should()
        .onlyDependOnClassesThat(
            resideInAPackages(module.mayUse()).or(describe("primitives", JavaClass::isPrimitive)))
        .allowEmptyShould(true)
        .check(house);
  }

  @ParameterizedTest
  @EnumSource
  void internalsStayAtHome(Module module) {
    noClasses()
        .that()
        .resideOutsideOfPackage(module.packages())
        .should()
        .dependOnClassesThat()
        .resideInAPackage(module.internals())
        .allowEmptyShould(true)
        .check(house);
  }

  /**
   * No packages in a circle. An API package and the internals behind it are two sides of one thing:
   * internals speak in API types, and factories of the API create internals; so those arrows of the
   * factories are not followed, and all others are.
   */
  @Test
  void packagesFormNoCircle() {
    slices()
        .matching("bpf4j.(**)")
        .should()
        .beFreeOfCycles()
        .ignoreDependency(resideOutsideOfPackage(INTERNALS), resideInAPackage(INTERNALS))
        .check(house);
  }

  @Test
  void theApiShowsNothingInternal() {
    classes()
        .that(describe("are API", ApiSignatures::isApi))
        .should(ApiSignatures.showNothingInternal())
        .check(house);
  }

  @ParameterizedTest
  @EnumSource
  void everyPackageTellsWhatLivesThere(Module module) throws IOException {
    Set<String> packages = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    for (String source : sources(module)) {
      String folder = source.substring(0, source.lastIndexOf('/'));
      packages.add(folder);
      if (source.endsWith("/package-info.java")) {
        described.add(folder);
      }
    }
    assertThat(described).as("packages with a package-info.java").isEqualTo(packages);
  }

  private static Set<String> sources(Module module) throws IOException {
    Path root = ROOT.resolve(module.folder()).resolve("src/main/java");
    if (!Files.isDirectory(root)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> sources = new TreeSet<>();
      files
          .filter(file -> file.toString().endsWith(".java"))
          .forEach(file -> sources.add(root.relativize(file).toString()));
      return sources;
    }
  }

  private static DescribedPredicate<JavaClass> resideInAPackages(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }
}

package bpf4j.maps.layout;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Random structs, written in Java and, independently of the code under test, in C.
 *
 * <p>Struct {@code i} is called {@code Type<i>} in both; each of its fields may use an earlier
 * struct.
 */
final class GeneratedStructs {

  /** One generated field: its name, and both declarations. */
  private record Member(String name, String javaText, String initialiser, String cText) {}

  private record Choice(String javaType, String annotations, String cType) {}

  private static final List<Choice> SCALARS =
      List.of(
          new Choice("boolean", "", "_Bool"),
          new Choice("byte", "", "signed char"),
          new Choice("short", "", "short"),
          new Choice("char", "", "unsigned short"),
          new Choice("int", "", "int"),
          new Choice("long", "", "long"),
          new Choice("Integer", "", "int"),
          new Choice("Long", "", "long"),
          new Choice("int", "@U8 ", "unsigned char"),
          new Choice("int", "@U16 ", "unsigned short"),
          new Choice("int", "@U32 ", "unsigned int"),
          new Choice("long", "@U32 ", "unsigned int"),
          new Choice("long", "@U64 ", "unsigned long"),
          new Choice("int", "@S8 ", "signed char"),
          new Choice("long", "@S16 ", "short"),
          new Choice("long", "@S32 ", "int"),
          new Choice("int", "@U16 @BigEndian ", "unsigned short"),
          new Choice("long", "@BigEndian ", "long"),
          new Choice("Colour", "", "unsigned int"),
          new Choice("Colour", "@U8 ", "unsigned char"),
          new Choice("java.util.concurrent.atomic.AtomicInteger", "", "int"),
          new Choice("java.util.concurrent.atomic.AtomicLong", "", "long"));

  private static final List<Choice> ELEMENTS =
      List.of(
          new Choice("byte", "", "signed char"),
          new Choice("boolean", "", "_Bool"),
          new Choice("short", "", "short"),
          new Choice("char", "", "unsigned short"),
          new Choice("int", "", "int"),
          new Choice("long", "", "long"),
          new Choice("int", "@U16 ", "unsigned short"),
          new Choice("short", "@BigEndian ", "short"),
          new Choice("Colour", "@U8 ", "unsigned char"));

  private final Random random;
  private final StringBuilder javaText = new StringBuilder();
  private final StringBuilder cText = new StringBuilder();
  private final List<List<String>> fields = new ArrayList<>();
  private final List<Boolean> records = new ArrayList<>();

  GeneratedStructs(long seed, int count) {
    this.random = new Random(seed);
    javaText.append("import bpf4j.maps.layout.*;\nfinal class Structs {\n");
    javaText.append("enum Colour { RED, GREEN, BLUE }\n");
    for (int i = 0; i < count; i++) {
      add(i);
    }
    javaText.append("}\n");
  }

  private void add(int number) {
    boolean asRecord = random.nextBoolean();
    List<Member> members = new ArrayList<>();
    for (int i = 1 + random.nextInt(random.nextInt(8) == 0 ? 30 : 7); i > 0; i--) {
      members.add(member("f" + members.size(), number));
    }
    StringBuilder parts = new StringBuilder();
    for (Member member : members) {
      if (asRecord) {
        parts.append(parts.isEmpty() ? "" : ", ").append(member.javaText);
      } else {
        parts.append(member.initialiser.isEmpty() ? "" : "final ").append(member.javaText);
        parts.append(member.initialiser).append("; ");
      }
    }
    javaText.append(asRecord ? "record Type" : "static final class Type").append(number);
    javaText.append(asRecord ? "(" + parts + ") {}\n" : " { " + parts + "}\n");
    cText.append("struct Type").append(number).append(" { ");
    members.forEach(member -> cText.append(member.cText).append("; "));
    cText.append("};\n");
    fields.add(members.stream().map(Member::name).toList());
    records.add(asRecord);
  }

  private Member member(String name, int number) {
    int kind = random.nextInt(10);
    if (kind == 0) {
      int size = 1 + random.nextInt(20);
      return new Member(
          name, "@Size(" + size + ") String " + name, "", "char " + name + "[" + size + "]");
    } else if (kind <= 2) {
      return array(name, choose(ELEMENTS), false);
    } else if (kind <= 4 && number > 0) {
      int other = random.nextInt(number);
      Choice nested = new Choice("Type" + other, "", "struct Type" + other);
      return kind == 3
          ? array(name, nested, true)
          : new Member(name, nested.javaType + " " + name, "", nested.cType + " " + name);
    }
    Choice scalar = choose(SCALARS);
    boolean atomic = scalar.javaType.startsWith("java.");
    return new Member(
        name,
        scalar.annotations + scalar.javaType + " " + name,
        atomic ? " = new " + scalar.javaType + "()" : "",
        scalar.cType + " " + name);
  }

  private Member array(String name, Choice element, boolean struct) {
    int count = 1 + random.nextInt(5);
    String javaText = element.annotations + "@Size(" + count + ") " + element.javaType + "[] ";
    boolean inFinalField = !struct && random.nextBoolean();
    return new Member(
        name,
        javaText + name,
        inFinalField ? " = new " + element.javaType + "[" + count + "]" : "",
        element.cType + " " + name + "[" + count + "]");
  }

  private Choice choose(List<Choice> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  String cText() {
    return cText.toString();
  }

  List<String> fieldsOf(int number) {
    return fields.get(number);
  }

  int count() {
    return fields.size();
  }

  /** Compiles the Java text and loads its classes, in the order of their numbers. */
  List<Class<?>> load(Path folder) throws IOException, ClassNotFoundException {
    Path source = folder.resolve("Structs.java");
    Files.writeString(source, javaText);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new IllegalStateException(messages.toString());
      }
    }
    List<Class<?>> classes = new ArrayList<>();
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      for (int i = 0; i < count(); i++) {
        classes.add(loader.loadClass("Structs$Type" + i));
      }
      // Classes of nested fields are loaded with the loader still open.
      for (Class<?> type : classes) {
        Layout.of(type);
      }
    }
    return classes;
  }
}

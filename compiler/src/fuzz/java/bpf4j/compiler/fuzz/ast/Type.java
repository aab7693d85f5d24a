package bpf4j.compiler.fuzz.ast;

/** The types of generated expressions. */
public enum Type {
  BOOLEAN("boolean", 1),
  BYTE("byte", 8),
  SHORT("short", 16),
  CHAR("char", 16),
  INT("int", 32),
  LONG("long", 64);

  private final String java;
  private final int bits;

  Type(String java, int bits) {
    this.java = java;
    this.bits = bits;
  }

  /** The type as it is written in Java. */
  public String java() {
    return java;
  }

  public int bits() {
    return bits;
  }

  public boolean isNumber() {
    return this != BOOLEAN;
  }

  /** The type that arithmetic on this one has. */
  public Type promoted() {
    return this == LONG || this == BOOLEAN ? this : INT;
  }

  /** A number cut to this type, as a cast in Java does. */
  public long cut(long number) {
    return switch (this) {
      case BOOLEAN -> number & 1;
      case BYTE -> (byte) number;
      case SHORT -> (short) number;
      case CHAR -> (char) number;
      case INT -> (int) number;
      case LONG -> number;
    };
  }
}

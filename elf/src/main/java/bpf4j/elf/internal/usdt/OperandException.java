package bpf4j.elf.internal.usdt;

/** An operand that cannot be read; the message says why. Ends the parsing of one argument. */
final class OperandException extends Exception {
  private static final long serialVersionUID = 1L;

  OperandException(String reason) {
    super(reason, null, false, false);
  }
}

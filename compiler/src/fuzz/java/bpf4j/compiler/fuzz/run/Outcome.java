package bpf4j.compiler.fuzz.run;

/** What became of a program. */
public enum Outcome {
  /** All results are the same. */
  AGREE,
  /** The kernel computed something else. */
  WRONG,
  /** The verifier refused what the compiler made. */
  REJECTED,
  /** The compiler or loader failed in a way it should not. */
  CRASHED,
  /** The compiler refused the program. */
  REFUSED
}

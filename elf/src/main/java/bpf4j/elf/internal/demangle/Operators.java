package bpf4j.elf.internal.demangle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The operators by their two letters.
 *
 * @param code the letters
 * @param symbol what is written
 * @param operands how many operands it has in an expression; 0 when it is none
 */
record Operators(String code, String symbol, int operands) {
  /** Code, number of operands, symbol. */
  private static final String TABLE =
      """
      nw 0 new
      na 0 new[]
      dl 1 delete
      da 1 delete[]
      aw 1 co_await
      ps 1 +
      ng 1 -
      ad 1 &
      de 1 *
      co 1 ~
      pl 2 +
      mi 2 -
      ml 2 *
      dv 2 /
      rm 2 %
      an 2 &
      or 2 |
      eo 2 ^
      aS 2 =
      pL 2 +=
      mI 2 -=
      mL 2 *=
      dV 2 /=
      rM 2 %=
      aN 2 &=
      oR 2 |=
      eO 2 ^=
      ls 2 <<
      rs 2 >>
      lS 2 <<=
      rS 2 >>=
      eq 2 ==
      ne 2 !=
      lt 2 <
      gt 2 >
      le 2 <=
      ge 2 >=
      ss 2 <=>
      nt 1 !
      aa 2 &&
      oo 2 ||
      pp 1 ++
      mm 1 --
      cm 2 ,
      pm 2 ->*
      pt 2 ->
      dt 2 .
      ds 2 .*
      cl 0 ()
      ix 2 []
      qu 3 ?
      """;

  private static final Map<String, Operators> BY_CODE = new HashMap<>();

  static {
    for (String line : TABLE.split("\n")) {
      String[] fields = line.split(" ", 3);
      BY_CODE.put(fields[0], new Operators(fields[0], fields[2], Integer.parseInt(fields[1])));
    }
  }

  static Optional<Operators> find(String code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}

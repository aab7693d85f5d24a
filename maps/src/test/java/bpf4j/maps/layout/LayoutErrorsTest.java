package bpf4j.maps.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each type that has no layout is refused with its place and what to write instead. */
@SuppressWarnings("unused") // fields that only their layout looks at
class LayoutErrorsTest {

  record BareString(int pid, String name) {}

  record BareArray(byte[] mac) {}

  record Fraction(double ratio) {}

  record Anything(Object value) {}

  record Growing(List<Integer> list) {}

  record Host(InetAddress address) {}

  record Strings(@Size(2) String[] names) {}

  record Matrix(@Size(2) int[][] cells) {}

  record SizedNumber(@Size(4) int number) {}

  record TwoWidths(@U8 @U16 int number) {}

  record TooWide(@U32 short number) {}

  record SignedLetter(@S8 char letter) {}

  record WideBoolean(@U16 boolean flag) {}

  record SwappedString(@BigEndian @Size(4) String text) {}

  record SwappedStruct(@BigEndian SizedFine inner) {}

  record SizedFine(int fine) {}

  record Nothing() {}

  record Empty(@Size(0) String text) {}

  record Instant(java.time.Instant at) {}

  static final class NarrowAtomic {
    @U16 final AtomicLong count = new AtomicLong();
  }

  static final class SwappedAtomic {
    @BigEndian final AtomicLong count = new AtomicLong();
  }

  static final class FinalNumber {
    final int number;

    FinalNumber() {
      number = 1;
    }
  }

  static class Parent {
    int inherited;
  }

  static final class Child extends Parent {
    int own;
  }

  abstract static class Unfinished {
    int number;
  }

  static final class NoConstructor {
    int number;

    NoConstructor(int number) {
      this.number = number;
    }
  }

  static final class Skipped {
    transient int number;
  }

  static final class Loop {
    int number;
    Loop next;
  }

  @SuppressWarnings("ClassCanBeStatic") // that it is not is the point
  final class Inner {
    int number = hashCode() + LayoutErrorsTest.this.hashCode();
  }

  enum Many {
    A0,
    A1,
    A2,
    A3,
    A4,
    A5,
    A6,
    A7,
    A8,
    A9,
    B0,
    B1,
    B2,
    B3,
    B4,
    B5,
    B6,
    B7,
    B8,
    B9,
    C0,
    C1,
    C2,
    C3,
    C4,
    C5,
    C6,
    C7,
    C8,
    C9,
    D0,
    D1,
    D2,
    D3,
    D4,
    D5,
    D6,
    D7,
    D8,
    D9,
    E0,
    E1,
    E2,
    E3,
    E4,
    E5,
    E6,
    E7,
    E8,
    E9,
    F0,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    G0,
    G1,
    G2,
    G3,
    G4,
    G5,
    G6,
    G7,
    G8,
    G9,
    H0,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    H7,
    H8,
    H9,
    I0,
    I1,
    I2,
    I3,
    I4,
    I5,
    I6,
    I7,
    I8,
    I9,
    J0,
    J1,
    J2,
    J3,
    J4,
    J5,
    J6,
    J7,
    J8,
    J9,
    K0,
    K1,
    K2,
    K3,
    K4,
    K5,
    K6,
    K7,
    K8,
    K9,
    L0,
    L1,
    L2,
    L3,
    L4,
    L5,
    L6,
    L7,
    L8,
    L9,
    M0,
    M1,
    M2,
    M3,
    M4,
    M5,
    M6,
    M7,
    M8,
    M9
  }

  record ManyInAByte(@S8 Many many) {}

  static List<Arguments> refused() {
    return List.of(
        Arguments.of(String.class, "Layout.string(16)"),
        Arguments.of(byte[].class, "Layout.bytes(n)"),
        Arguments.of(double.class, "floating point does not exist in BPF (double)"),
        Arguments.of(Object.class, "Object has no fixed layout"),
        Arguments.of(BareString.class, "BareString.name needs its size in memory: write @Size(16)"),
        Arguments.of(BareArray.class, "write @Size(16) byte[] mac"),
        Arguments.of(Fraction.class, "Fraction.ratio: floating point does not exist in BPF"),
        Arguments.of(Anything.class, "Anything.value: Object has no fixed layout"),
        Arguments.of(Growing.class, "Growing.list: java.util.List has no fixed size"),
        Arguments.of(Host.class, "use @BigEndian int for IPv4, @Size(16) byte[] for IPv6"),
        Arguments.of(Strings.class, "Strings.names: strings in an array"),
        Arguments.of(Matrix.class, "Matrix.cells: an array of arrays"),
        Arguments.of(SizedNumber.class, "SizedNumber.number: @Size belongs on a String or an"),
        Arguments.of(TwoWidths.class, "TwoWidths.number has two widths"),
        Arguments.of(TooWide.class, "Short cannot hold @U32; declare it int or long"),
        Arguments.of(SignedLetter.class, "a char has no sign; use @U8"),
        Arguments.of(WideBoolean.class, "a boolean is one byte already; remove @U16"),
        Arguments.of(SwappedString.class, "@BigEndian belongs on an integer, not on a String"),
        Arguments.of(SwappedStruct.class, "not on a struct; put it on the fields"),
        Arguments.of(Nothing.class, "Nothing has no fields"),
        Arguments.of(Empty.class, "Empty.text: a string needs at least 1 byte, not 0"),
        Arguments.of(Instant.class, "java.time.Instant has no layout"),
        Arguments.of(NarrowAtomic.class, "BPF atomics take all of AtomicLong; remove @U16"),
        Arguments.of(SwappedAtomic.class, "AtomicLong lies in host order"),
        Arguments.of(FinalNumber.class, "FinalNumber.number is final"),
        Arguments.of(Child.class, "inherited fields have no fixed place; nest Parent as a field"),
        Arguments.of(Unfinished.class, "is abstract"),
        Arguments.of(Runnable.class, "java.lang.Runnable has no layout"),
        Arguments.of(NoConstructor.class, "no constructor without parameters"),
        Arguments.of(Skipped.class, "Skipped.number is transient"),
        Arguments.of(Loop.class, "contains itself"),
        Arguments.of(Inner.class, "is an inner class"),
        Arguments.of(ManyInAByte.class, "130 constants do not fit into @S8"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusedWithPlaceAndRemedy(Class<?> type, String message) {
    assertThatThrownBy(() -> Layout.of(type))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aLocalClassThatCapturesIsInner() {
    int captured = hashCode();
    class Local {
      int number = captured;
    }
    assertThat(new Local().number).isEqualTo(captured);
    assertThatThrownBy(() -> Layout.of(Local.class))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("declare it static, or as a record");
  }

  static final class Forgetful {
    final AtomicLong count = null;
  }

  record Strict(int number) {
    Strict {
      if (number == 0) {
        throw new IllegalArgumentException("zero");
      }
    }
  }

  @Test
  void whatShowsOnlyWhenReadIsNamedThen() {
    ByteBuffer memory = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    assertThatThrownBy(() -> Layout.of(Forgetful.class).read(memory, 0))
        .isInstanceOf(LayoutException.class)
        .hasMessageContaining("Forgetful.count is final and null; initialise it");
    assertThatThrownBy(() -> Layout.of(Strict.class).read(memory, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("zero");
  }
}

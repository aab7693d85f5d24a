package bpf4j.compiler.language;

import static bpf4j.compiler.language.Idiom.idiom;
import static bpf4j.compiler.language.Numbers.a;
import static bpf4j.compiler.language.Numbers.b;
import static bpf4j.compiler.language.Numbers.fold;
import static bpf4j.compiler.language.Numbers.x;
import static bpf4j.compiler.language.Numbers.y;

import bpf4j.syscall.KernelVersion;
import bpf4j.testkit.Requirements;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Loops of unknown length, or of more work than the verifier does. */
class LongLoopTest {
  @BeforeEach
  void needsBudgets() {
    boolean present = KernelVersion.running().compareTo(KernelVersion.of(5, 17)) >= 0;
    Requirements.kernel(present, "bpf_loop is in Linux from 5.17 on, may_goto from 6.9 on");
  }

  @TestFactory
  Stream<DynamicTest> loops() {
    return Idiom.agree(idioms());
  }

  @TestFactory
  Stream<DynamicTest> loopsAsCallbacks() {
    return Idiom.agreeAsCallbacks(idioms());
  }

  private static Idiom[] idioms() {
    return new Idiom[] {
      idiom(
          "of many rounds",
          p -> {
            int sum = 0;
            for (int i = 0; i < 5000; i++) {
              sum = sum * 31 + (i ^ a(p));
            }
            return sum;
          }),
      idiom(
          "of a number of rounds that comes by packet",
          p -> {
            int n = a(p) & 0xfff;
            long sum = 1;
            for (int i = 0; i < n; i++) {
              sum = sum * 7 + i;
            }
            return fold(sum);
          }),
      idiom(
          "of rounds that begin and end by packet",
          p -> {
            int n = b(p) & 0xff;
            int sum = 1;
            for (int i = a(p) & 15; i < n; i++) {
              sum = sum * 31 + i;
            }
            return sum;
          }),
      idiom(
          "that may begin anywhere",
          p -> {
            int sum = 1;
            for (int i = a(p) & Integer.MAX_VALUE; i < 100; i++) {
              sum = sum * 31 + i;
            }
            return sum;
          }),
      idiom(
          "that counts down between numbers that come by packet",
          p -> {
            int least = b(p) & 15;
            int sum = 1;
            for (int i = a(p) & 0x3ff; i >= least; i--) {
              sum = sum * 31 + i;
            }
            return sum;
          }),
      idiom(
          "with an inner one that begins where the outer is, and ends by packet",
          p -> {
            int n = b(p) & 15;
            int sum = a(p);
            for (int i = 0; i < n; i++) {
              for (int j = i + 1; j <= n; j++) {
                sum = sum * 31 + (i ^ j);
              }
            }
            return sum;
          }),
      idiom(
          "until something happens (Collatz)",
          p -> {
            long n = x(p) & 0xfffff;
            int steps = 0;
            while (n > 1) {
              n = (n & 1) == 0 ? n >> 1 : 3 * n + 1;
              steps++;
            }
            return steps;
          }),
      idiom(
          "with branches: a CRC",
          p -> {
            int crc = ~a(p);
            for (int i = 0; i < 64; i++) {
              crc = (crc & 1) != 0 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
              if (crc > b(p)) {
                crc += i;
              }
            }
            return crc;
          }),
      idiom(
          "with an index of an array on the stack",
          p -> {
            int[] counts = new int[16];
            for (int i = 0; i < 3000; i++) {
              counts[(i * 7 + a(p)) & 15] += i;
            }
            return counts[0] + counts[5] * 3 + counts[15] * 7;
          }),
      idiom(
          "sorting",
          p -> {
            int[] v = new int[8];
            for (int i = 0; i < 8; i++) {
              v[i] = p.u8(i);
            }
            for (int i = 0; i < 8; i++) {
              for (int j = 0; j + 1 < 8 - i; j++) {
                if (v[j] > v[j + 1]) {
                  int t = v[j];
                  v[j] = v[j + 1];
                  v[j + 1] = t;
                }
              }
            }
            int hash = 0;
            for (int n : v) {
              hash = hash * 31 + n;
            }
            return hash;
          }),
      idiom(
          "nested",
          p -> {
            int sum = a(p);
            for (int i = 0; i < 100; i++) {
              for (int j = i; j < 60; j++) {
                if (((sum ^ j) & 3) == 0) {
                  sum += i * j;
                } else {
                  sum ^= j << (i & 7);
                }
              }
            }
            return sum;
          }),
      idiom(
          "through the packet to its end",
          p -> {
            int sum = 0;
            for (int i = 0; i < p.len(); i++) {
              sum = sum * 31 + p.u8(i);
            }
            return sum;
          }),
      idiom(
          "greatest common divisor",
          p -> {
            long m = x(p) & Long.MAX_VALUE;
            long n = y(p) & Long.MAX_VALUE;
            while (n != 0) {
              long t = m % n;
              m = n;
              n = t;
            }
            return fold(m);
          }),
      idiom(
          "for ever, with ways out",
          p -> {
            int n = a(p);
            int rounds = 0;
            while (true) {
              n = n * 1664525 + 1013904223;
              if ((n & 0x3ff) == 7) {
                return rounds;
              }
              rounds++;
              if (rounds == 100_000) {
                break;
              }
            }
            return -1;
          }),
      idiom(
          "with bounded indexes that go on",
          p -> {
            byte[] bytes = new byte[32];
            int at = 0;
            int sum = 0;
            for (int i = 0; i < 700; i++) {
              bytes[at] += (byte) (i + b(p));
              sum += bytes[at];
              at++;
              if (at == 32) {
                at = 0;
              }
            }
            return sum;
          }),
      idiom(
          "counting bits",
          p -> {
            int count = 0;
            for (long v = x(p); v != 0; v &= v - 1) {
              count++;
            }
            return count;
          })
    };
  }
}

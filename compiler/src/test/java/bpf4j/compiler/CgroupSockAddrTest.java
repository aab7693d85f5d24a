package bpf4j.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bpf4j.compiler.CgroupSockAddr.Call;
import bpf4j.compiler.CgroupSockAddr.Program4;
import bpf4j.compiler.CgroupSockAddr.Program6;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CgroupSockAddrTest {
  @ParameterizedTest
  @EnumSource(names = {"RECVMSG", "GETPEERNAME", "GETSOCKNAME"})
  void whatIsAlwaysAllowedCannotBeForbidden(Call call) {
    Program4 forbids4 = context -> context.userPort() != 53;
    Program6 forbids6 = context -> false;
    assertThatThrownBy(() -> CgroupSockAddr.compile4(call, forbids4))
        .isInstanceOf(CompileException.class)
        .hasMessageStartingWith("CgroupSockAddrTest.java:")
        .hasMessageContainingAll("always allows", "return true");
    assertThatThrownBy(() -> CgroupSockAddr.compile6(call, forbids6))
        .isInstanceOf(CompileException.class)
        .hasMessageContaining("return true");
    Program4 allows =
        context -> {
          if (context.userPort() == 0) {
            throw new IllegalStateException();
          }
          if (context.userPort() > 80) {
            return true;
          }
          return true;
        };
    assertThat(CgroupSockAddr.compile4(call, allows).instructions()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"BIND", "CONNECT", "SENDMSG"})
  void theOtherCallsMayBeForbidden(Call call) {
    assertThat(CgroupSockAddr.compile4(call, context -> context.userPort() != 53).instructions())
        .isNotEmpty();
  }
}

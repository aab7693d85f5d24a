package bpf4j.compiler.internal.simulate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Answers as it is told to, and where it is not told as the twin before it does. */
public final class AnsweringTwin implements KernelTwin {
  private static final int COMM_LENGTH = 16;

  private final Map<String, Function<Object[], Object>> answers;
  private final KernelTwin rest;

  /**
   * Makes a twin.
   *
   * @param answers what helpers return, by the kernel's names
   * @param rest answers all other helpers
   */
  public AnsweringTwin(Map<String, Function<Object[], Object>> answers, KernelTwin rest) {
    this.answers = Map.copyOf(answers);
    this.rest = rest;
  }

  @Override
  public boolean answers(String helper) {
    return answers.containsKey(helper) || rest.answers(helper);
  }

  @Override
  public Object call(String helper, Object... arguments) {
    Function<Object[], Object> answer = answers.get(helper);
    return answer == null ? rest.call(helper, arguments) : answer.apply(arguments);
  }

  @Override
  public long time() {
    return answers("ktime_get_ns") ? HelperTwin.number("ktime_get_ns") : rest.time();
  }

  @Override
  public int cpu() {
    String helper = "get_smp_processor_id";
    return answers(helper) ? (int) HelperTwin.number(helper) : rest.cpu();
  }

  @Override
  public long pidTgid() {
    String helper = "get_current_pid_tgid";
    return answers(helper) ? HelperTwin.number(helper) : rest.pidTgid();
  }

  @Override
  public long uidGid() {
    String helper = "get_current_uid_gid";
    return answers(helper) ? HelperTwin.number(helper) : rest.uidGid();
  }

  @Override
  public int random() {
    String helper = "get_prandom_u32";
    return answers(helper) ? (int) HelperTwin.number(helper) : rest.random();
  }

  @Override
  public byte[] comm() {
    String helper = "get_current_comm";
    if (!answers(helper)) {
      return rest.comm();
    }
    byte[] name = HelperTwin.object(String.class, helper).getBytes(StandardCharsets.UTF_8);
    byte[] comm = Arrays.copyOf(name, COMM_LENGTH);
    comm[COMM_LENGTH - 1] = 0;
    return comm;
  }

  @Override
  public void print(String line) {
    if (answers("trace_printk")) {
      HelperTwin.call("trace_printk", line);
    } else {
      rest.print(line);
    }
  }
}

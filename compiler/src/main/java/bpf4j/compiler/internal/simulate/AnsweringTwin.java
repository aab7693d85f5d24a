package bpf4j.compiler.internal.simulate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;

/** Answers as it is told to, and where it is not told as the twin before it does. */
public final class AnsweringTwin implements KernelTwin {
  /** An address that nothing else has. */
  public static final long CURRENT_TASK = 0;

  private static final int COMM_LENGTH = 16;

  private final Map<String, Function<Object[], Object>> answers;
  private final Map<Long, Object> structs;
  private final KernelTwin rest;

  /**
   * Makes a twin.
   *
   * @param answers what helpers return, by the kernel's names
   * @param structs what lies at addresses, the current task at {@link #CURRENT_TASK}
   * @param rest answers all other helpers
   */
  public AnsweringTwin(
      Map<String, Function<Object[], Object>> answers, Map<Long, Object> structs, KernelTwin rest) {
    this.answers = Map.copyOf(answers);
    this.structs = Map.copyOf(structs);
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
  public <S> S currentTask(Class<S> type) {
    Object task = structs.get(CURRENT_TASK);
    return task == null ? rest.currentTask(type) : cast(type, task);
  }

  @Override
  public <S> S struct(Class<S> type, long address) {
    Object struct = structs.get(address);
    return struct == null ? rest.struct(type, address) : cast(type, struct);
  }

  private static <S> S cast(Class<S> type, Object struct) {
    if (!type.isInstance(struct)) {
      throw new IllegalStateException(
          "the program asks for a " + type.getName() + " where a " + struct + " was given");
    }
    return type.cast(struct);
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

package bpf4j.maps;

import elf4j.Level;
import elf4j.Logger;
import elf4j.spi.LoggerFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tests' logger, which keeps warnings and errors. */
public final class Warnings implements LoggerFactory {

  private static final List<Warning> ALL = new CopyOnWriteArrayList<>();

  /** What was logged: the exception, if any, and the message with its arguments behind it. */
  record Warning(Throwable cause, String message) {}

  static List<Warning> all() {
    return List.copyOf(ALL);
  }

  @Override
  public Logger getLogger() {
    return new Keeper(Level.INFO);
  }

  private record Keeper(Level level) implements Logger {

    @Override
    public Logger atLevel(Level other) {
      return new Keeper(other);
    }

    @Override
    public Level getLevel() {
      return level;
    }

    @Override
    public boolean isEnabled() {
      return level.compareTo(Level.WARN) >= 0;
    }

    private void keep(Throwable cause, String message) {
      if (isEnabled()) {
        ALL.add(new Warning(cause, message));
      }
    }

    @Override
    public void log(Object message) {
      keep(null, String.valueOf(message));
    }

    @Override
    public void log(String message, Object... arguments) {
      keep(null, message + " " + Arrays.toString(arguments));
    }

    @Override
    public void log(Throwable cause) {
      keep(cause, "");
    }

    @Override
    public void log(Throwable cause, Object message) {
      keep(cause, String.valueOf(message));
    }

    @Override
    public void log(Throwable cause, String message, Object... arguments) {
      keep(cause, message + " " + Arrays.toString(arguments));
    }
  }
}

package live.nigiwai.runtime.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Why the program cannot start, in one plain sentence, and what to do about it. The command line
 * prints both without a stack trace and exits with 1.
 */
public final class StartupProblem extends RuntimeException {
  private final String sentence;
  private final String fix;

  public StartupProblem(String sentence, String fix) {
    this(sentence, fix, null);
  }

  public StartupProblem(String sentence, String fix, @Nullable Throwable cause) {
    super(sentence + " " + fix, cause);
    this.sentence = sentence;
    this.fix = fix;
  }

  /** What is wrong: one sentence. */
  public String sentence() {
    return sentence;
  }

  /** What the operator does next: one sentence. */
  public String fix() {
    return fix;
  }
}

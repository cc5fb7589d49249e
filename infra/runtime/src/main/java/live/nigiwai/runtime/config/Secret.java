package live.nigiwai.runtime.config;

/**
 * A value that must not appear in logs, errors or printed configuration.
 *
 * @param value what to use, never what to show
 */
public record Secret(String value) {
  /** Not set. */
  public static final Secret NONE = new Secret("");

  public boolean isSet() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isSet() ? "(hidden)" : "";
  }
}

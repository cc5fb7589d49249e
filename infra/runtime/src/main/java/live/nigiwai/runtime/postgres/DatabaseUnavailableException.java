package live.nigiwai.runtime.postgres;

/**
 * The database cannot answer now: away, restarting, overloaded or blocked. Trying again may work.
 * Where {@link #outcomeUnknown} the work may have been committed all the same.
 */
public final class DatabaseUnavailableException extends RuntimeException {
  private final boolean outcomeUnknown;

  DatabaseUnavailableException(String message, Throwable cause, boolean outcomeUnknown) {
    super(message, cause);
    this.outcomeUnknown = outcomeUnknown;
  }

  /** Whether the connection was lost during COMMIT. Re-read by your own keys before you go on. */
  public boolean outcomeUnknown() {
    return outcomeUnknown;
  }
}

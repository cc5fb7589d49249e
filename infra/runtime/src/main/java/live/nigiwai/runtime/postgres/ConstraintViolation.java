package live.nigiwai.runtime.postgres;

/** A CHECK, unique, not-null or foreign-key constraint refused the rows (SQLSTATE class 23). */
public final class ConstraintViolation extends RuntimeException {
  private final String sqlState;
  private final String constraint;

  ConstraintViolation(String sqlState, String constraint, Throwable cause) {
    super("constraint " + constraint + " (SQLSTATE " + sqlState + ")", cause);
    this.sqlState = sqlState;
    this.constraint = constraint;
  }

  public String sqlState() {
    return sqlState;
  }

  /** The constraint's name, empty if the server named none. */
  public String constraint() {
    return constraint;
  }
}

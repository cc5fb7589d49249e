package live.nigiwai.runtime.postgres;

/** SQLSTATE 40001 or 40P01: nothing happened, the same work may be tried again at once. */
final class ConflictException extends RuntimeException {
  ConflictException(Throwable cause) {
    super(cause);
  }
}

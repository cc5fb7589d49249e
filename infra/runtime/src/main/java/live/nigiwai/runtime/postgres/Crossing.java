package live.nigiwai.runtime.postgres;

/**
 * What lies between the program and its database. In the running program nothing does; a test puts
 * something there that counts what crosses, and ends the program between two statements.
 *
 * <p><b>Threading</b>: called by whoever sends the statement.
 */
public interface Crossing {
  /** Nothing in between. */
  Crossing OPEN =
      new Crossing() {
        @Override
        public void before(String statement) {}

        @Override
        public void after(String statement) {}
      };

  /**
   * About to be sent; whatever it throws is as if the program had ended here.
   *
   * @param statement SQL as written, {@code BEGIN} or {@code COMMIT}
   */
  void before(String statement);

  /** Answered; whatever it throws is as if the program had ended before it saw the answer. */
  void after(String statement);
}

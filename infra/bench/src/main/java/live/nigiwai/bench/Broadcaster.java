package live.nigiwai.bench;

/** A server that hands what one says to all who listen: ours, or one to compare it with. */
interface Broadcaster extends AutoCloseable {
  String name();

  Crowd.Door door();

  /** Processor time it has used, without its database. */
  long cpuMicros();

  /** Of its database; 0 without one. */
  long databaseMicros() throws Exception;

  /** Whoever speaks to this crowd. */
  Speaker speaker(Crowd crowd) throws Exception;

  /** Says a text, at once and without waiting. */
  interface Speaker extends AutoCloseable {
    void say(long number, String text) throws Exception;

    /** So many were said; whether each was taken. */
    boolean allTaken(long said) throws Exception;

    @Override
    void close() throws Exception;
  }
}

package live.nigiwai.shop.mail;

/** What takes letters away. Methods block; one thread at a time. */
interface MailTransport extends AutoCloseable {
  /** Hands one letter over. Handing the same over twice reaches its reader under one Message-ID. */
  Handed hand(Envelope envelope);

  /** Lets go of connections until the next letter. */
  @Override
  void close();

  /**
   * @param id makes the Message-ID (RFC 5322 §3.6.4): 128 random bits, the letter's own
   */
  record Envelope(String id, String recipient, Letter letter) {
    @Override
    public String toString() {
      return "Envelope[" + id + "]";
    }
  }

  /** What became of it. Reasons never name the recipient. */
  sealed interface Handed {
    record Gone() implements Handed {}

    /** It may work another time. */
    record Later(String why) implements Handed {}

    /** It will never work: the mailbox does not exist, or refuses us. */
    record Never(String why) implements Handed {}
  }
}

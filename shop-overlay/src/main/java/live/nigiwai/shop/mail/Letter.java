package live.nigiwai.shop.mail;

/**
 * What a letter says, in plain text: nothing in it is ever read as markup.
 *
 * @param subject one line
 */
public record Letter(String subject, String text) {
  public Letter {
    if (subject.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a subject is one line");
    }
  }

  /** Without its words, which name a buyer or hold a code. */
  @Override
  public String toString() {
    return "Letter[hidden]";
  }
}

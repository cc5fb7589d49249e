package live.nigiwai.show;

/**
 * One show 番組: one timeline, one picture, one URL.
 *
 * @param value 1–40 lower-case letters, digits and inner hyphens
 */
public record ShowId(String value) {
  public ShowId {
    Ids.slug("show id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}

package live.nigiwai.show;

/**
 * One viewer 視聴者 as this installation knows them: stable across visits, says nothing about who they
 * are.
 *
 * @param value 1–64 letters, digits, {@code _} and {@code -}
 */
public record ViewerId(String value) {
  public ViewerId {
    Ids.token("viewer id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}

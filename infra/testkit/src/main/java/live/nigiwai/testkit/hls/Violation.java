package live.nigiwai.testkit.hls;

/**
 * One broken rule.
 *
 * @param rendition its name, or "" where it is about the whole presentation
 */
public record Violation(Rule rule, String rendition, String detail) {
  @Override
  public String toString() {
    return rule.label() + " [" + (rendition.isEmpty() ? "-" : rendition) + "] " + detail;
  }
}

package live.nigiwai.testkit.hls;

/**
 * An origin with one fault.
 *
 * @param rule the one that must be reported
 * @param consequences how many kinds of violations may be reported in all
 */
record Broken(Rule rule, String how, int consequences, MadeOrigin origin) {
  /** Changes the text of media playlists. */
  interface Rewriting {
    String apply(MadeOrigin origin, String rendition, String text);
  }

  static Broken text(Rule rule, String how, Rewriting rewriting) {
    return text(rule, how, 3, rewriting);
  }

  static Broken text(Rule rule, String how, int consequences, Rewriting rewriting) {
    return new Broken(
        rule,
        how,
        consequences,
        new MadeOrigin() {
          @Override
          String text(String rendition, String query, String text) {
            return rendition.equals("index") ? text : rewriting.apply(this, rendition, text);
          }
        });
  }

  static Broken origin(Rule rule, String how, MadeOrigin origin) {
    return new Broken(rule, how, 3, origin);
  }

  @Override
  public String toString() {
    return rule.label() + ": " + how;
  }
}

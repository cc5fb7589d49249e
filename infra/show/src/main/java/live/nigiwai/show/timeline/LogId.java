package live.nigiwai.show.timeline;

import live.nigiwai.show.ShowId;

/** One log of one show. */
public record LogId(ShowId show, Log log) {
  public static LogId stage(ShowId show) {
    return new LogId(show, Log.STAGE);
  }

  public static LogId backstage(ShowId show) {
    return new LogId(show, Log.BACKSTAGE);
  }
}

package live.nigiwai.show.timeline;

import live.nigiwai.show.ShowId;

/** Every show's logs. */
public interface Timelines {
  ShowTimeline log(LogId id);

  default ShowTimeline stage(ShowId show) {
    return log(LogId.stage(show));
  }

  default ShowTimeline backstage(ShowId show) {
    return log(LogId.backstage(show));
  }
}
